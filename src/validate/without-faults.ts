import type { PlainValue } from '../model/plain-value.ts';
import type { SchemaFault } from './schema-check.ts';

/** A copy without the faulty values. A list keeps its length, so that the paths of its other items stay correct. */
export function withoutFaults(value: PlainValue, faults: readonly SchemaFault[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const fault of faults) {
    if (fault.keyword === 'required') continue;
    const extra = fault.params['additionalProperty'];
    removeAt(copy, typeof extra === 'string' ? [...fault.path, extra] : fault.path);
  }
  return copy;
}

function removeAt(root: unknown, path: readonly (string | number)[]): void {
  const parent = path.slice(0, -1).reduce<unknown>((value, step) => childOf(value, step), root);
  const last = path.at(-1);
  if (typeof parent !== 'object' || parent === null || last === undefined) return;
  if (Array.isArray(parent)) parent[Number(last)] = undefined;
  else Reflect.deleteProperty(parent, last);
}

function childOf(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
}
