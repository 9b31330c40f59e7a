import type { Accepted, Manifest } from '../model/manifest.ts';
import type { ManifestTree } from '../model/manifest-tree.ts';
import { plainValue } from '../model/plain-value.ts';
import type { Problem } from '../model/problem.ts';
import { attemptedMembers } from './attempted-members.ts';
import { explainSchemaFaults } from './explain-schema-faults.ts';
import type { Ground } from './ground.ts';
import { manifestRules } from './rules/all-rules.ts';
import { policyRules } from './rules/policy-rules.ts';
import { publishRules } from './rules/publish-rules.ts';
import { problemsOf, type RuleContext } from './rules/rule.ts';
import { validatePolicies } from './validate-policies.ts';
import { withoutFaults } from './without-faults.ts';

export interface Validated {
  /** Present when the manifest itself has no error; a policy may still refuse it. */
  readonly manifest?: Manifest;
  readonly problems: readonly Problem[];
}

/**
 * Checks a manifest against the schema and against every rule in one run: values that the schema refuses are removed,
 * so that rules see only members of the right shape. Never throws and changes nothing.
 */
export function validateManifest(tree: ManifestTree, ground: Ground): Validated {
  const value = plainValue(tree.root);
  const faults = ground.checkShape(value);
  const policies = validatePolicies(tree, ground);
  const context: RuleContext = {
    manifest: withoutFaults(value, faults) as Accepted<Manifest>,
    catalogue: ground.catalogue,
    today: ground.today,
    policies: policies.accepted,
    attempted: attemptedMembers(faults),
    ownKeys: ownKeys(tree),
  };
  const own = [
    ...explainSchemaFaults(tree.root, faults, ground),
    ...[...manifestRules, ...(ground.purpose === 'publish' ? publishRules : [])].flatMap((rule) =>
      problemsOf(rule, context),
    ),
  ];
  const ofTeam = [...policies.problems, ...policyRules.flatMap((rule) => problemsOf(rule, context))];
  const problems = [...own, ...ofTeam];
  if (own.some(({ severity }) => severity === 'error')) return { problems };
  // The schema found no error, so the cast is safe.
  return { manifest: value as unknown as Manifest, problems };
}

function ownKeys(tree: ManifestTree): ReadonlySet<string> {
  const own = [...tree.root.entries].filter(([, entry]) => entry.key.source.file === tree.entry.file);
  return new Set(own.map(([key]) => key));
}
