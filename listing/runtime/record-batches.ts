import { product } from './codecs/read-npy.ts';
import { inputFields, type OutputRecord } from './contract.ts';
import { asRow, isMembers, withoutBytes } from './fields/record-rows.ts';
import { type AnyRecord, BadBody, type FieldRecord, type Json } from './records.ts';

/** The type of the cells of a tensor, as ONNX Runtime and TensorFlow.js name it. */
export type CellType = keyof typeof packers;

/** One input of a model. */
export interface ModelInput<Type extends CellType = CellType> {
  readonly name: string;
  readonly type: Type;
  /** The shape of one record. Null is a length that the caller chooses; it is the same for all records of a batch. */
  readonly shape: readonly (number | null)[];
}

/** All records of one input as a tensor: the cells in order, and the shape. The first axis is the records. */
export interface Batch<Type extends CellType = CellType> {
  readonly name: string;
  readonly type: Type;
  readonly cells: Cells<Type>;
  readonly shape: readonly number[];
}

type Cells<Type extends CellType> = ReturnType<(typeof packers)[Type]>;

export interface ModelOutput {
  readonly name: string;
  readonly type: string;
  readonly cells: ArrayLike<number | bigint | string | boolean>;
  /** The first axis is the records. */
  readonly shape: readonly number[];
}

/** The part of a record that belongs to one input, and its position for error messages. */
interface Part {
  readonly value: Json;
  readonly place: string;
  readonly firstColumn: number;
}

/**
 * Makes one batch per input from the records. A CSV row, a JSON array or a NumPy row fills the inputs in their
 * order. A JSON object fills each input by its name; if there is one input, its only member can have any name. With
 * `fields` in the manifest, an object without these names is a row. Throws `BadBody`.
 */
export function batchRecords<Type extends CellType>(
  given: readonly AnyRecord[],
  inputs: readonly ModelInput<Type>[],
): Batch<Type>[] {
  const places = placesInRow(inputs);
  const fields = inputFields;
  const records = fields ? given.map((record) => asRow(record, fields, inputs)) : given;
  return inputs.map((input, at) => {
    const parts = records.map((record, index) => partOf(record, index + 1, input, places[at]));
    const shape = shapeOfRecord(input, parts[0]?.value ?? []);
    const width = product(shape);
    const isOpen = input.shape.includes(null);
    const flat = parts.flatMap(
      (part, index) => cellsInOrder(part.value, shape) ?? throwMisfit(part, shape, isOpen && index > 0),
    );
    const fault = (index: number, wanted: string): never => {
      const { place = '', firstColumn = 0 } = parts[Math.floor(index / width)] ?? {};
      const column = firstColumn + (index % width) + 1;
      throw new BadBody(`${place}, column ${column}: ${JSON.stringify(flat[index])} is not ${wanted}`);
    };
    const cells = packers[input.type]((read, wanted) =>
      flat.map((cell, index) => read(cell) ?? fault(index, wanted)),
    ) as Cells<Type>;
    return { name: input.name, type: input.type, cells, shape: [records.length, ...shape] };
  });
}

/** One prediction per record: a single value for one column, or an object for several outputs. */
export function predictionsOf(outputs: readonly ModelOutput[], count: number): OutputRecord[] {
  const columns = outputs.map((output) => rowsOf(output, count));
  const [only] = columns;
  // Only a run of the model shows whether they are what the manifest says.
  if (only && columns.length === 1) return only as OutputRecord[];
  const names = outputs.map(({ name }) => name);
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(names.map((name, column) => [name, columns[column]?.[row]])),
  ) as OutputRecord[];
}

/** The columns of an input in a row that fills several inputs. `total` is null if the model has an open length. */
interface PlaceInRow {
  readonly names: readonly string[];
  readonly firstColumn: number;
  readonly width: number;
  readonly total: number | null;
}

function placesInRow(inputs: readonly ModelInput[]): PlaceInRow[] {
  const names = inputs.map(({ name }) => name);
  const isOpen = inputs.some(({ shape }) => shape.includes(null));
  let total = 0;
  const places = inputs.map(({ shape }) => {
    const width = product(shape.map(Number));
    total += width;
    return { names, firstColumn: total - width, width };
  });
  return places.map((place) => ({ ...place, total: isOpen ? null : total }));
}

function partOf(record: AnyRecord, number: number, input: ModelInput, at: PlaceInRow | undefined): Part {
  const place = `record ${number}`;
  const { names = [], firstColumn = 0, width = 0, total = null } = at ?? {};
  if (isMembers(record)) return memberOf(record, place, input.name, names.length === 1);
  const value = withoutBytes(record);
  if (names.length === 1) return { value, place, firstColumn: 0 };
  if (!Array.isArray(value) || total === null)
    throw new BadBody(`${place} must be a JSON object with the members ${names.join(', ')}`);
  if (value.length !== total)
    throw new BadBody(`${place} has ${counted(value.length, 'column')}, and the model takes ${total}`);
  return { value: value.slice(firstColumn, firstColumn + width), place, firstColumn };
}

function memberOf(record: FieldRecord, place: string, name: string, isOnlyInput: boolean): Part {
  const members = Object.keys(record);
  const [first = ''] = members;
  const key = isOnlyInput && members.length === 1 ? first : name;
  const value = Object.hasOwn(record, key) ? record[key] : undefined;
  if (value === undefined)
    throw new BadBody(`${place} has no member "${name}"; it has: ${members.join(', ') || 'none'}`);
  return { value: withoutBytes(value), place: `${place}, member "${key}"`, firstColumn: 0 };
}

/** Open lengths of the model are taken from the first record. */
function shapeOfRecord({ shape }: ModelInput, first: Json): number[] {
  const lengths: number[] = [];
  for (let level: Json | undefined = first; Array.isArray(level); level = level[0])
    lengths.push(level.length);
  const open = shape.filter((length) => length === null).length;
  const known = product(shape.map((length) => length ?? 1));
  // If only one length is open, it follows from the length of a flat row as well.
  const isFlat = open === 1 && lengths.length <= 1;
  const inFirst = (axis: number) => (isFlat ? Math.floor((lengths[0] ?? 1) / known) : (lengths[axis] ?? 1));
  return shape.map((length, axis) => length ?? Math.max(1, inFirst(axis)));
}

/** The cells of one record in order. The record can be flat or nested like the model's shape; otherwise undefined. */
function cellsInOrder(value: Json, shape: readonly number[]): Json[] | undefined {
  if (!Array.isArray(value)) return product(shape) === 1 ? [value] : undefined;
  if (!value.some(Array.isArray)) return value.length === product(shape) ? value : undefined;
  if (value.length !== shape[0]) return undefined;
  const parts = value.map((part) => cellsInOrder(part, shape.slice(1)));
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

function throwMisfit({ value, place }: Part, shape: readonly number[], isLikeFirst: boolean): never {
  const isNested = Array.isArray(value) && value.some(Array.isArray);
  const found = Array.isArray(value) ? counted(value.length, isNested ? 'row' : 'column') : 'one value';
  throw new BadBody(
    `${place} has ${found}, and ${isLikeFirst ? 'record 1 has' : 'the model takes'} ${shape.join(' × ') || 'one value'}`,
  );
}

function counted(length: number, word: string): string {
  return `${length} ${word}${length === 1 ? '' : 's'}`;
}

/** Reads all cells. Throws for the first cell that `read` rejects. */
type ReadAll = <T>(read: (cell: Json) => T | undefined, wanted: string) => T[];

const packers = {
  float32: (all: ReadAll) => Float32Array.from(all(numberInCell, 'a number')),
  float64: (all: ReadAll) => Float64Array.from(all(numberInCell, 'a number')),
  int8: (all: ReadAll) => Int8Array.from(numbers(all, -128, 127)),
  int16: (all: ReadAll) => Int16Array.from(numbers(all, -32_768, 32_767)),
  int32: (all: ReadAll) => Int32Array.from(numbers(all, -2_147_483_648, 2_147_483_647)),
  int64: (all: ReadAll) => BigInt64Array.from(wholes(all, -(2n ** 63n), 2n ** 63n - 1n)),
  uint8: (all: ReadAll) => Uint8Array.from(numbers(all, 0, 255)),
  uint16: (all: ReadAll) => Uint16Array.from(numbers(all, 0, 65_535)),
  uint32: (all: ReadAll) => Uint32Array.from(numbers(all, 0, 4_294_967_295)),
  uint64: (all: ReadAll) => BigUint64Array.from(wholes(all, 0n, 2n ** 64n - 1n)),
  bool: (all: ReadAll) => Uint8Array.from(all(truthIn, 'true or false')),
  string: (all: ReadAll) => all(textIn, 'a text'),
};

export function isCellType(type: string): type is CellType {
  return Object.hasOwn(packers, type);
}

function numbers(all: ReadAll, least: number, most: number): number[] {
  return wholes(all, BigInt(least), BigInt(most)).map(Number);
}

function wholes(all: ReadAll, least: bigint, most: bigint): bigint[] {
  return all((cell) => wholeIn(cell, least, most), `a whole number from ${least} to ${most}`);
}

/** A NaN is accepted: it can only come from a NumPy file, where it is a missing number. */
function numberInCell(cell: Json): number | undefined {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'boolean') return Number(cell);
  if (typeof cell !== 'string' || cell.trim() === '') return undefined;
  const number = Number(cell);
  return Number.isFinite(number) ? number : undefined;
}

/** A string can have more digits than a JSON number. */
function wholeIn(cell: Json, least: bigint, most: bigint): bigint | undefined {
  const isDigits = typeof cell === 'string' && /^\s*[+-]?\d+\s*$/.test(cell);
  const number = isDigits ? 0 : numberInCell(cell);
  if (number === undefined || !Number.isInteger(number)) return undefined;
  const whole = isDigits ? BigInt(cell.trim().replace('+', '')) : BigInt(number);
  return whole >= least && whole <= most ? whole : undefined;
}

function truthIn(cell: Json): number | undefined {
  return bits.get(String(cell).trim().toLowerCase());
}

const bits = new Map([
  ['true', 1],
  ['1', 1],
  ['false', 0],
  ['0', 0],
]);

function textIn(cell: Json): string | undefined {
  return cell === null || typeof cell === 'object' ? undefined : String(cell);
}

function rowsOf({ name, type, cells, shape }: ModelOutput, count: number): unknown[] {
  if (shape[0] !== count)
    throw new RangeError(`the output "${name}" is ${shape.join(' × ')}, and there are ${count} records`);
  const values = Array.from(cells, (cell) => {
    if (typeof cell === 'bigint') return Number(cell);
    return type === 'bool' ? Boolean(cell) : cell;
  });
  const rows = nestedRows(values, shape);
  return product(shape.slice(1)) === 1 ? values : rows;
}

function nestedRows(values: readonly unknown[], shape: readonly number[]): unknown[] {
  if (shape.length <= 1) return [...values];
  const [length = 0, ...inner] = shape;
  const size = product(inner);
  return Array.from({ length }, (_, index) =>
    nestedRows(values.slice(index * size, (index + 1) * size), inner),
  );
}
