import { arrayOf } from './numpy-values.ts';
import { objectsIn } from './objects-in.ts';
import { isObject, itemsOf, memberOf, type Pickled, type PickledObject } from './pickled.ts';

export type Examples = ReadonlyMap<string, string>;

/**
 * A value for each column of texts: a category that the model knows. Undefined where the file does not say of all
 * categories whose column they are.
 */
export function textColumns(model: PickledObject, names: readonly string[]): Examples | undefined {
  const found = new Map<string, string>();
  const placed = new Set<PickledObject>();
  const place = (part: PickledObject, columns: readonly string[]) => {
    for (const object of objectsIn(part)) {
      const categories = itemsOf(memberOf(object, 'categories_'));
      if (placed.has(object) || categories.length !== columns.length) continue;
      placed.add(object);
      categories.forEach((array, at) => {
        const [example] = textsIn(array);
        if (example !== undefined) found.set(columns[at] as string, example);
      });
    }
  };
  for (const transformer of objectsIn(model).filter(picksColumns))
    for (const [part, columns] of branchesOf(transformer, names)) place(part, columns);
  place(model, names);
  const isClear = objectsIn(model).every((object) => placed.has(object) || !hasTextCategories(object));
  return isClear ? found : undefined;
}

function picksColumns({ of }: PickledObject): boolean {
  return /\.ColumnTransformer$/.test(of);
}

/** What a ColumnTransformer has fitted, each with the names of its columns. */
function branchesOf(
  transformer: PickledObject,
  names: readonly string[],
): readonly (readonly [PickledObject, readonly string[]])[] {
  return itemsOf(memberOf(transformer, 'transformers_')).flatMap((branch) => {
    const [, part, chosen] = itemsOf(branch);
    return isObject(part) ? [[part, namesIn(chosen, names)] as const] : [];
  });
}

function namesIn(chosen: Pickled | undefined, names: readonly string[]): readonly string[] {
  const values = arrayOf(chosen)?.values ?? (typeof chosen === 'string' ? [chosen] : itemsOf(chosen));
  return values.flatMap((value) => (typeof value === 'number' ? (names[value] ?? []) : String(value)));
}

export function hasTextCategories(object: PickledObject): boolean {
  return itemsOf(memberOf(object, 'categories_')).some((array) => textsIn(array).length > 0);
}

function textsIn(array: Pickled): readonly string[] {
  return (arrayOf(array)?.values ?? []).filter((value) => typeof value === 'string');
}
