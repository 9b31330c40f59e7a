import { failure, ok, type Result } from '../model/result.ts';
import { findManifests, manifestName } from './find-manifests.ts';
import { changedSince } from './git/changed-since.ts';
import type { UsageFault } from './report-usage.ts';

export interface WantedListings {
  /** Manifests, folders or globs; when empty, the manifest of the current folder. */
  readonly operands: readonly string[];
  /** A git reference: only listings that changed since then. */
  readonly since: string | undefined;
  readonly cwd: string;
}

/** The manifests that a call means. */
export function chosenManifests({
  operands,
  since,
  cwd,
}: WantedListings): Result<readonly string[], UsageFault> {
  const words = operands.length > 0 ? operands : [manifestName];
  const manifests = findManifests(words, cwd);
  if (manifests.length === 0) return failure(noManifests(words));
  return since === undefined ? ok(manifests) : changedSince(manifests, since, cwd);
}

/** A pattern without a match is an error: a gate that checks nothing would always be green. */
function noManifests(operands: readonly string[]): UsageFault {
  return {
    what: `no manifest matches ${operands.map((operand) => `\`${operand}\``).join(', ')}`,
    fix: 'pass folders that hold a marketplace.yaml, or quote the pattern',
  };
}
