import type { ImportFault } from '../imports/judge-imports.ts';
import type { Seen } from '../model/rehearsal.ts';
import { failed } from './verdicts.ts';

export const noCode = 'only the generated Dockerfile says which files and packages the image has';

/** The first fault, and the places of all. */
export function importsFailed(faults: readonly ImportFault[]): Seen {
  const [first, ...others] = faults;
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  const fixes = [...new Set(faults.map(({ fix }) => fix))];
  const places = faults.map(({ at }) => `${at.file}:${at.line}: ${at.source.trim()}`);
  return failed(`${first?.what}${more}`, fixes.join('; '), places);
}
