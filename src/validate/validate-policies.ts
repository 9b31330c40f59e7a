import type { Accepted, Manifest } from '../model/manifest.ts';
import type { ManifestTree } from '../model/manifest-tree.ts';
import { plainValue } from '../model/plain-value.ts';
import type { Problem } from '../model/problem.ts';
import type { Policy } from '../model/team-policy.ts';
import { explainSchemaFaults } from './explain-schema-faults.ts';
import type { Ground } from './ground.ts';
import { withoutFaults } from './without-faults.ts';

export interface ValidatedPolicies {
  /** In the order of the tree, without the values that the schema refused. */
  readonly accepted: readonly Accepted<Policy>[];
  readonly problems: readonly Problem[];
}

/** Checks each policy alone: each is in its own file, and none replaces another. */
export function validatePolicies({ root, policies }: ManifestTree, ground: Ground): ValidatedPolicies {
  const problems: Problem[] = [];
  const accepted = policies.map((entry, index) => {
    const value = { policy: plainValue(entry.value) };
    const faults = ground.checkShape(value).filter(({ path }) => path[0] === 'policy');
    const alone = { ...root, entries: new Map([['policy', entry]]) };
    for (const problem of explainSchemaFaults(alone, faults, ground))
      problems.push({ ...problem, at: { ...problem.at, policy: index } });
    return (withoutFaults(value, faults) as Accepted<Manifest>).policy ?? {};
  });
  return { accepted, problems };
}
