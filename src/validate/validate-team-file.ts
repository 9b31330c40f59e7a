import type { ManifestTree } from '../model/manifest-tree.ts';
import { plainValue } from '../model/plain-value.ts';
import type { Problem } from '../model/problem.ts';
import { explainSchemaFaults } from './explain-schema-faults.ts';
import type { Ground } from './ground.ts';
import { validatePolicies } from './validate-policies.ts';

/**
 * Checks the shape of a file that listings extend. Missing members are allowed, because its listings add them; the
 * rules are checked for the whole listing.
 */
export function validateTeamFile(tree: ManifestTree, ground: Ground): Problem[] {
  const faults = ground.checkShape(plainValue(tree.root)).filter(({ keyword }) => keyword !== 'required');
  return [...explainSchemaFaults(tree.root, faults, ground), ...validatePolicies(tree, ground).problems];
}
