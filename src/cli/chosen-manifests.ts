import { changedSince } from '../shell/changed-since.ts';
import type { ExitCode } from '../shell/exit-code.ts';
import { findManifests, manifestName } from '../shell/find-manifests.ts';
import { noManifests } from '../shell/report-problems.ts';
import { reportUsage } from '../shell/report-usage.ts';
import type { CommandCall, CommandOption } from './command.ts';

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
} as const satisfies Readonly<Record<string, CommandOption>>;

/** The manifests that a call means, or how it ends because there are none. */
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
