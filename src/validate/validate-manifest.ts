import type { Catalogue } from '../model/catalogue.ts';
import type { Accepted, Manifest } from '../model/manifest.ts';
import type { ManifestTree } from '../model/manifest-tree.ts';
import { plainValue } from '../model/plain-value.ts';
import type { Problem } from '../model/problem.ts';
import { attemptedMembers } from './attempted-members.ts';
import type { SchemaCheck } from './compile-schema.ts';
import { explainSchemaFaults } from './explain-schema-faults.ts';
import { allRules } from './rules/all-rules.ts';
import { problemsOf, type RuleContext } from './rules/rule.ts';
import { validatePolicies } from './validate-policies.ts';
import { withoutFaults } from './without-faults.ts';

export interface Validated {
  /** Present when no problem is an error. */
  readonly manifest?: Manifest;
  readonly problems: readonly Problem[];
}

/** What manifests are checked against. */
export interface Yardstick {
  readonly check: SchemaCheck;
  readonly catalogue: Catalogue;
  readonly today: string;
}

/**
 * Checks a manifest against the schema and against every rule in one run: values that the schema refuses are removed,
 * so that rules see only members of the right shape. Never throws and changes nothing.
 */
export function validateManifest(tree: ManifestTree, { check, catalogue, today }: Yardstick): Validated {
  const value = plainValue(tree.root);
  const faults = check(value);
  const policies = validatePolicies(tree, check);
  const context: RuleContext = {
    manifest: withoutFaults(value, faults) as Accepted<Manifest>,
    catalogue,
    today,
    policies: policies.accepted,
    attempted: attemptedMembers(faults),
    ownKeys: ownKeys(tree),
  };
  const problems = [
    ...explainSchemaFaults(tree.root, faults),
    ...policies.problems,
    ...allRules.flatMap((rule) => problemsOf(rule, context)),
  ];
  if (problems.some(({ severity }) => severity === 'error')) return { problems };
  // The schema found no error, so the cast is safe.
  return { manifest: value as unknown as Manifest, problems };
}

function ownKeys(tree: ManifestTree): ReadonlySet<string> {
  const own = [...tree.root.entries].filter(([, entry]) => entry.key.source.file === tree.entry.file);
  return new Set(own.map(([key]) => key));
}
