import type { ManifestTree } from '../model/manifest-tree.ts';
import { plainValue } from '../model/plain-value.ts';
import type { Problem } from '../model/problem.ts';
import type { SchemaCheck } from './compile-schema.ts';
import { explainSchemaFaults } from './explain-schema-faults.ts';

/**
 * Checks a file that only listings extend: what it says must have the right shape. What it leaves out is for its
 * listings to say, and the rules are theirs as well.
 */
export function validateTeamFile({ root }: ManifestTree, check: SchemaCheck): Problem[] {
  const faults = check(plainValue(root)).filter(({ keyword }) => keyword !== 'required');
  return explainSchemaFaults(root, faults);
}
