import type { Change } from '../model/change-set.ts';
import type { Paint } from '../problem/print-problems.ts';
import { isWrite, type ListingOutcome } from './run-listing.ts';

/** What a run did to a listing, one line a file that is or would be touched. */
export function printChanges({ manifest, changes, status }: ListingOutcome, paint: Paint): string {
  if (status === 'refused') return `${paint('bold', manifest)}: nothing was written\n`;
  if (status === 'unchanged') return `${paint('bold', manifest)}: nothing to do\n`;
  const lines = changes.filter(isWrite).map((change) => printChange(change, paint));
  const sum = status === 'planned' ? 'would change' : 'changed';
  return `${lines.join('\n')}\n${paint('bold', manifest)}: ${sum} ${lines.length} of ${changes.length} files\n`;
}

const colours = { create: 'green', update: 'yellow', delete: 'red', keep: 'dim', conflict: 'red' } as const;

function printChange({ kind, path }: Change, paint: Paint): string {
  return `  ${paint(colours[kind], kind)}  ${path}`;
}
