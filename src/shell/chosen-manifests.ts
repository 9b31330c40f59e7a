import { failure, ok, type Result } from '../model/result.ts';
import type { CommandCall } from './commands/command.ts';
import { standardInput } from './commands/standard-input.ts';
import { findManifests, manifestName } from './find-manifests.ts';
import { changedSince } from './git/changed-since.ts';
import type { PolicyPlace } from './policy-files.ts';
import type { UsageFault } from './report-usage.ts';

/** The manifests that a call means. Without operands, the manifest of the current folder. */
export function chosenManifests(call: CommandCall): Result<readonly string[], UsageFault> {
  const { operands, texts, cwd } = call;
  const words = operands.length > 0 ? operands : [manifestName];
  const manifests = findManifests(words, cwd);
  if (manifests.length === 0) return failure(noManifests(words));
  const since = texts.get('since');
  if (since !== undefined && manifests.includes(standardInput)) return failure(noHistory);
  return since === undefined ? ok(manifests) : changedSince(manifests, since, placeOf(call));
}

/** Where the call runs, and the policy that it names. */
export function placeOf({ cwd, texts }: CommandCall): PolicyPlace {
  return { cwd, policy: texts.get('policy') };
}

const noHistory: UsageFault = {
  what: '`--since` asks git, which knows nothing about standard input',
  fix: 'leave `--since` out, or pass the path of the manifest',
};

/** A pattern without a match is an error: a gate that checks nothing would always be green. */
function noManifests(operands: readonly string[]): UsageFault {
  return {
    what: `no manifest matches ${operands.map((operand) => `\`${operand}\``).join(', ')}`,
    fix: 'pass folders that hold a marketplace.yaml, or quote the pattern',
  };
}
