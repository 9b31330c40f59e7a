import type { ExitCode } from './exit-code.ts';
import { findManifests, manifestName } from './find-manifests.ts';
import { changedSince } from './git/changed-since.ts';
import { noManifests } from './report-problems.ts';
import { reportUsage } from './report-usage.ts';
import type { Terminal } from './terminal.ts';

export interface Choice {
  /** Manifests, folders or globs; none for the manifest that is here. */
  readonly operands: readonly string[];
  /** A git reference: only what changed since then. */
  readonly since: string | undefined;
  readonly cwd: string;
  readonly terminal: Terminal;
}

/** The manifests that a call means, or how it ends because there are none. */
export function chosenManifests({ operands, since, cwd, terminal }: Choice): readonly string[] | ExitCode {
  const words = operands.length > 0 ? operands : [manifestName];
  const manifests = findManifests(words, cwd);
  if (manifests.length === 0) return noManifests(terminal, words);
  if (since === undefined) return manifests;
  const chosen = changedSince(manifests, since, cwd);
  return 'fault' in chosen ? reportUsage(terminal, chosen.fault) : chosen.changed;
}
