import { isDict, isObject, itemsOf, type Pickled, type PickledObject } from './pickled.ts';

const mostObjects = 20_000;

/** The objects within, each once. */
export function objectsIn(...roots: readonly Pickled[]): readonly PickledObject[] {
  const seen = new Set<Pickled>();
  const waiting = [...roots];
  for (let value = waiting.pop(); value !== undefined && seen.size < mostObjects; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isDict(value)) waiting.push(...value.entries.map(([, member]) => member));
    if (isObject(value)) waiting.push(value.args, value.state ?? null);
    waiting.push(...itemsOf(value));
  }
  return [...seen].filter(isObject);
}
