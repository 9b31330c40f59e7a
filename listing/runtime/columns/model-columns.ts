import { BadBody } from '../records.ts';

/** What the cells of a column are. `label` is a text that no record may lack; `any` is told by the cells. */
export type ColumnKind = 'number' | 'text' | 'label' | 'any';

/** What a model says about its columns. */
export interface ModelColumns {
  /** Null if it only knows how many there are. */
  readonly names: readonly string[] | null;
  readonly kinds: readonly ColumnKind[];
}

/** Whether a column of numbers may be text for the model. */
export function hasTexts(model: ModelColumns | null): boolean {
  return model?.kinds.some((kind) => kind === 'text' || kind === 'label') ?? false;
}

/** The columns of one body: the names that the model sees, and where each of them is in a row. */
export interface Placed {
  readonly names: readonly string[] | null;
  readonly kinds: readonly ColumnKind[];
  readonly places: readonly number[];
}

/** A data frame needs up to half a millisecond for each column. */
const mostUnknown = 10_000;

/** Rows without names are in the order of the model. */
export function placeRow(width: number, model: ModelColumns | null): Placed {
  if (!model && width > mostUnknown)
    throw new BadBody(`record 1 has ${width} columns, and there may be up to ${mostUnknown}`);
  const all = Array.from({ length: width }, (_, at) => at);
  if (!model) return { names: null, kinds: all.map(() => 'any'), places: all };
  const { names, kinds } = model;
  if (width === kinds.length) return { names, kinds, places: all };
  const columns = `${width} column${width === 1 ? '' : 's'}`;
  throw new BadBody(
    `record 1 has ${columns}, and the model takes ${kinds.length}${names ? `: ${listed(names)}` : ''}`,
  );
}

/** Finds each column of the model by its name. `where` is where the names come from. */
export function placeNames(given: readonly string[], model: ModelColumns | null, where: string): Placed {
  const places = new Map(given.map((name, at) => [name, at]));
  const twice = given.find((name, at) => places.get(name) !== at);
  if (twice !== undefined) throw new BadBody(`${where}, column ${JSON.stringify(twice)}: it is there twice`);
  if (!model) return { ...placeRow(given.length, null), names: given };
  const { names, kinds } = model;
  if (!names) return placeRow(given.length, model);
  const known = new Set(names);
  for (const name of given) if (!known.has(name)) throw surplus(where, name, names);
  return {
    names,
    kinds,
    places: names.map((name) => places.get(name) ?? throwMissing(where, name, names)),
  };
}

export function surplus(where: string, name: string, names: readonly string[]): BadBody {
  return new BadBody(
    `${where}, column ${JSON.stringify(name)}: the model has no such column; its columns are ${listed(names)}`,
  );
}

export function throwMissing(where: string, name: string, names: readonly string[]): never {
  throw new BadBody(
    `${where}, column ${JSON.stringify(name)}: it is missing; the columns of the model are ${listed(names)}`,
  );
}

const most = 50;

function listed(names: readonly string[]): string {
  return names.length > most ? `${names.slice(0, most).join(', ')}, …` : names.join(', ');
}
