import type { ManifestTree } from '../model/manifest-tree.ts';
import { plainValue } from '../model/plain-value.ts';
import type { Problem } from '../model/problem.ts';
import type { SchemaCheck } from './compile-schema.ts';
import { explainSchemaFaults } from './explain-schema-faults.ts';
import { validatePolicies } from './validate-policies.ts';

/**
 * Checks a file that only listings extend: what it says must have the right shape. What it leaves out is for its
 * listings to say, and the rules are theirs as well.
 */
export function validateTeamFile(tree: ManifestTree, check: SchemaCheck): Problem[] {
  const faults = check(plainValue(tree.root)).filter(({ keyword }) => keyword !== 'required');
  return [...explainSchemaFaults(tree.root, faults), ...validatePolicies(tree, check).problems];
}
