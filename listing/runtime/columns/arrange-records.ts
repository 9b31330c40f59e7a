import { evenRows } from '../codecs/even-rows.ts';
import { isMembers } from '../fields/record-rows.ts';
import { NumberTable } from '../number-table.ts';
import { type AnyRecord, BadBody, type FieldRecord, type Json } from '../records.ts';
import {
  hasTexts,
  type ModelColumns,
  type Placed,
  placeNames,
  placeRow,
  surplus,
  throwMissing,
} from './model-columns.ts';
import { NamedTable } from './named-table.ts';
import { type CellSource, readColumn } from './read-column.ts';

/** The columns of records that are rows, objects, or single values. */
export function arrangeRecords(
  records: readonly AnyRecord[],
  header: readonly string[] | undefined,
  source: CellSource,
  model: ModelColumns | null,
): NamedTable {
  const rows = records.map((record) => rowInside(record, model) ?? record);
  const [first] = rows;
  if (first === undefined) return NamedTable.of(null, [], 0);
  if (isMembers(first)) return arrangeMembers(rows, model);
  const even = source === 'json' && !hasTexts(model) ? evenRows(rows) : undefined;
  return even ? arrangeTable(even, header, model) : arrangeRows(rows, header, source, model);
}

/** The row of `{"features": [1, 2]}`, under any name that is no column. */
function rowInside(record: AnyRecord, model: ModelColumns | null): Json[] | undefined {
  if (!isMembers(record)) return undefined;
  for (const name in record) {
    const row = record[name];
    const isRow = Array.isArray(row) && Object.keys(record).length === 1 && !model?.names?.includes(name);
    return isRow ? row : undefined;
  }
  return undefined;
}

/** The columns of a table of numbers. */
export function arrangeTable(
  table: NumberTable,
  header: readonly string[] | undefined,
  model: ModelColumns | null,
): NamedTable {
  return chosenColumns(table, place(table.shape[1] ?? 0, header, model));
}

function place(width: number, header: readonly string[] | undefined, model: ModelColumns | null): Placed {
  return header
    ? placeNames(
        header.map((name) => name.trim()),
        model,
        'the header',
      )
    : placeRow(width, model);
}

function chosenColumns(table: NumberTable, { names, places }: Placed): NamedTable {
  if (places.every((at, column) => at === column)) return new NamedTable(names, table);
  const given = new Float64Array(new Uint8Array(table.bytes).buffer);
  const width = table.shape[1] ?? 0;
  const cells = new Float64Array(given.length);
  let to = 0;
  for (let start = 0; start < given.length; start += width)
    for (const at of places) cells[to++] = given[start + at] as number;
  return new NamedTable(names, NumberTable.ofDoubles(cells, table.shape));
}

function arrangeRows(
  records: readonly AnyRecord[],
  header: readonly string[] | undefined,
  source: CellSource,
  model: ModelColumns | null,
): NamedTable {
  const rows = records.map(rowOf);
  const width = header?.length ?? rows[0]?.length ?? 0;
  const other = rows.findIndex((row) => row.length !== width);
  if (other >= 0) {
    const found = rows[other]?.length ?? 0;
    const columns = `${found} column${found === 1 ? '' : 's'}`;
    throw new BadBody(
      `record ${other + 1} has ${columns}, and ${header ? 'the header' : 'record 1'} has ${width}`,
    );
  }
  const placed = place(width, header, model);
  if (!header && source === 'cell') refuseHeader(rows[0] ?? [], model);
  return placedTable(placed, rows.length, source, (at) =>
    rows.map((row) => row[placed.places[at] as number] as Json),
  );
}

function rowOf(record: AnyRecord, index: number): readonly Json[] {
  if (isMembers(record) || record instanceof Uint8Array)
    throw new BadBody(`record ${index + 1} must be a list, as record 1 is`);
  return Array.isArray(record) ? record : [record];
}

/** Many programs write a header without saying so. */
function refuseHeader(row: readonly Json[], model: ModelColumns | null): void {
  const names: readonly Json[] = model?.names ?? [];
  if (names.length === 0 || !row.every((cell) => names.includes(cell))) return;
  throw new BadBody(
    'record 1 has the names of the columns; for a header, send the content type text/csv; header=present',
  );
}

function arrangeMembers(records: readonly AnyRecord[], model: ModelColumns | null): NamedTable {
  const objects = records.map((record, index) => {
    if (isMembers(record)) return record;
    throw new BadBody(`record ${index + 1} must be an object, as record 1 is`);
  });
  const keys = Object.keys(objects[0] ?? {});
  const quick = hasTexts(model) ? undefined : numbersOf(objects, keys);
  if (quick) return chosenColumns(quick, placeNames(keys, model, 'record 1'));
  const given = model?.names ?? namesIn(objects);
  const placed = placeNames(given, model, 'record 1');
  if (model) checkMembers(objects, given);
  return placedTable(placed, objects.length, 'json', (at) => {
    const name = given[placed.places[at] as number] as string;
    const isInherited = name in {};
    return objects.map((object) => memberOf(object, name, isInherited) ?? null);
  });
}

/** Most callers send objects with the same members in the same order. Undefined for others, or other than numbers. */
function numbersOf(objects: readonly FieldRecord[], keys: readonly string[]): NumberTable | undefined {
  const cells = new Float64Array(objects.length * keys.length);
  let at = 0;
  for (const object of objects) {
    let column = 0;
    for (const name in object) {
      const value = object[name];
      if (name !== keys[column] || (typeof value !== 'number' && value !== null)) return undefined;
      cells[at++] = value ?? Number.NaN;
      column += 1;
    }
    if (column < keys.length) return undefined;
  }
  return NumberTable.ofDoubles(cells, [objects.length, keys.length]);
}

/** In the order of their first appearance. A record that lacks one has a missing value, as in pandas. */
function namesIn(objects: readonly FieldRecord[]): readonly string[] {
  const names = new Set<string>();
  for (const object of objects) for (const name in object) names.add(name);
  return [...names];
}

function checkMembers(objects: readonly FieldRecord[], names: readonly string[]): void {
  const known = new Set(names);
  for (const [index, object] of objects.entries()) {
    let found = 0;
    for (const name in object) {
      if (!known.has(name)) throw surplus(`record ${index + 1}`, name, names);
      found += 1;
    }
    const lacking = found < names.length ? names.find((name) => !Object.hasOwn(object, name)) : undefined;
    if (lacking !== undefined) throwMissing(`record ${index + 1}`, lacking, names);
  }
}

/** Objects without a member of their own have something else under a name such as `constructor`. */
function memberOf(object: FieldRecord, name: string, isInherited: boolean): Json | undefined {
  return isInherited && !Object.hasOwn(object, name) ? undefined : (object[name] as Json | undefined);
}

function placedTable(
  { names, kinds }: Placed,
  length: number,
  source: CellSource,
  cellsAt: (at: number) => readonly Json[],
): NamedTable {
  const columns = kinds.map((kind, at) => readColumn(cellsAt(at), kind, source, names?.[at] ?? at + 1));
  return NamedTable.of(names, columns, length);
}
