import type { ExitCode } from '../exit-code.ts';
import { findManifests, manifestName } from '../find-manifests.ts';
import { changedSince } from '../git/changed-since.ts';
import { noManifests } from '../report-problems.ts';
import { reportUsage } from '../report-usage.ts';
import type { CommandCall } from './command.ts';

/** The operands of every command that takes many listings. */
export const manyManifests = {
  operands: '[manifests, folders or globs]',
  mostOperands: Number.POSITIVE_INFINITY,
} as const;

export const sinceOption = {
  since: {
    kind: 'text',
    placeholder: '<git ref>',
    help: 'only listings that changed since this work left that branch or commit [all]',
  },
} as const;

/** The manifests that a call means, without operands the one that is here; or how it ends because there are none. */
export function chosenManifests({
  operands,
  texts,
  cwd,
  terminal,
}: CommandCall): readonly string[] | ExitCode {
  const words = operands.length > 0 ? operands : [manifestName];
  const manifests = findManifests(words, cwd);
  if (manifests.length === 0) return noManifests(terminal, words);
  const since = texts.get('since');
  if (since === undefined) return manifests;
  const chosen = changedSince(manifests, since, cwd);
  return 'fault' in chosen ? reportUsage(terminal, chosen.fault) : chosen.changed;
}
