import { closestName } from '../problem/closest-name.ts';
import { isJoined } from './explain-key-fault.ts';
import type { SchemaFault } from './schema-check.ts';

/**
 * Members that the seller wrote, but misspelt or with a value that the schema refused, such as `artifacts.s3Uri`. Each
 * has its own message, so a rule must not also call it missing.
 */
export function attemptedMembers(faults: readonly SchemaFault[]): ReadonlySet<string> {
  return new Set(faults.map((fault) => attemptedPath(fault).join('.')));
}

function attemptedPath(fault: SchemaFault): readonly (string | number)[] {
  const unknown = fault.params['additionalProperty'];
  if (typeof unknown !== 'string') return fault.path;
  const names = Object.keys(Object(fault.schema['properties']));
  const meant = names.find((name) => isJoined(name, unknown)) ?? closestName(unknown, names);
  return [...fault.path, meant ?? unknown];
}
