import { type Column, NamedTable } from '../columns/named-table.ts';
import type { Field } from '../declared.ts';
import { isNumeric } from '../fields/convert-value.ts';
import { isMembers } from '../fields/record-rows.ts';
import type { Context, RawRequest } from '../inference.ts';
import { NumberTable } from '../number-table.ts';
import type { AnyRecord, FieldRecord, Predictions, Rows } from '../records.ts';

/** Records or predictions on their way to Python or back. The head describes the body. */
export interface PackedValue {
  readonly head: ValueHead;
  readonly body: Uint8Array;
}

type ValueHead =
  | { readonly form: 'numbers'; readonly type: string; readonly shape: readonly number[] }
  /** Doubles in rows, or the numbers of each column in turn and then the cells of all other columns as JSON. */
  | ({ readonly form: 'frame'; readonly names: readonly string[] | null } & (
      | { readonly type: string; readonly shape: readonly number[] }
      | { readonly kinds: readonly Column['kind'][]; readonly length: number }
    ))
  | { readonly form: 'bytes'; readonly sizes: readonly number[] }
  /** Records of numbers alone: doubles by name. NaN is a missing value. */
  | {
      readonly form: 'named';
      readonly names: readonly string[];
      readonly integers: readonly string[];
      readonly hasMissing: boolean;
    }
  /** `bytes` has the names of members that are base64 here and bytes in Python. */
  | { readonly form: 'json'; readonly bytes?: readonly string[] };

export function packTable(given: Rows): PackedValue {
  const table = given instanceof NamedTable ? given.cells : given;
  if (!(table instanceof NumberTable)) throw new TypeError('python/model.py takes numbers');
  const { type, shape, bytes } = table;
  return { head: { form: 'numbers', type, shape }, body: bytes };
}

export function packFrame(table: Rows): PackedValue {
  if (!(table instanceof NamedTable)) throw new TypeError('python/model.py takes a data frame');
  const { names, cells } = table;
  if (cells instanceof NumberTable)
    return { head: { form: 'frame', names, type: cells.type, shape: cells.shape }, body: cells.bytes };
  const { columns, length } = cells;
  const numbers = columns.flatMap((column) => (column.kind === 'number' ? [bytesOf(column.cells)] : []));
  const others = columns.flatMap((column) => (column.kind === 'number' ? [] : [column.cells]));
  const body = Buffer.concat([...numbers, Buffer.from(JSON.stringify(others))]);
  return { head: { form: 'frame', names, kinds: columns.map(({ kind }) => kind), length }, body };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

export function packRecords(records: readonly AnyRecord[], fields: readonly Field[] = []): PackedValue {
  if (fields.length > 0 && fields.every(isNumeric)) return packNamed(records, fields);
  const parts = records.filter((record) => record instanceof Uint8Array);
  if (parts.length < records.length || records.length === 0) return packJson(records, bytesFields(fields));
  return { head: { form: 'bytes', sizes: parts.map(({ length }) => length) }, body: Buffer.concat(parts) };
}

/** Neither side needs to print and read the digits of numbers. */
function packNamed(records: readonly AnyRecord[], fields: readonly Field[]): PackedValue {
  const names = fields.map(({ name }) => name);
  const cells = new Float64Array(records.length * names.length);
  let hasMissing = false;
  let at = 0;
  for (const record of records as readonly FieldRecord[])
    for (const name of names) {
      const value = record[name];
      hasMissing ||= value === null;
      cells[at++] = value === null ? Number.NaN : Number(value);
    }
  const integers = fields.filter(({ type }) => type === 'integer').map(({ name }) => name);
  return { head: { form: 'named', names, integers, hasMissing }, body: new Uint8Array(cells.buffer) };
}

function packJson(records: readonly AnyRecord[], bytes: readonly string[]): PackedValue {
  if (bytes.length === 0) return { head: { form: 'json' }, body: Buffer.from(JSON.stringify(records)) };
  return { head: { form: 'json', bytes }, body: Buffer.from(JSON.stringify(records.map(withoutBytes))) };
}

function withoutBytes(record: AnyRecord): unknown {
  if (!isMembers(record)) return record;
  const members = Object.entries(record).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  ]);
  return Object.fromEntries(members);
}

function bytesFields(fields: readonly Field[]): readonly string[] {
  return fields.filter(isBytes).map(({ name }) => name);
}

export function isBytes({ type }: Field): boolean {
  return type === 'image' || type === 'audio';
}

export function unpackPredictions({ head, body }: PackedValue): Predictions {
  if (head.form === 'numbers') return new NumberTable(head.type, head.shape, body);
  if (head.form !== 'bytes') return JSON.parse(Buffer.from(body).toString());
  let start = 0;
  return head.sizes.map((size) => {
    start += size;
    return body.subarray(start - size, start);
  });
}

/** The information about a call that is sent to Python. */
export function contextHead(context: Context): Readonly<Record<string, unknown>> {
  const { contentType, parameters, members, columns, accept, attributes, requestId } = context;
  const { inferenceId, targetModel, inferenceComponent, sessionId, wantsSession } = context;
  return {
    contentType,
    parameters: Object.fromEntries(parameters),
    members,
    columns,
    accept,
    attributes,
    requestId,
    inferenceId,
    targetModel,
    inferenceComponent,
    sessionId,
    wantsSession,
  };
}

export function applyEffects(effects: Readonly<Record<string, unknown>>, context: Context): void {
  const { attributes, units, session, closesSession } = effects;
  if (typeof attributes === 'string') context.setAttributes(attributes);
  if (units !== undefined) context.meter(Number(units));
  if (Array.isArray(session)) context.openSession(String(session[0]), new Date(Number(session[1])));
  if (closesSession) context.closeSession();
}

/** What `handle` has set, besides. */
export function applyAnswerHead(effects: Readonly<Record<string, unknown>>, request: RawRequest): void {
  const { contentType, status } = effects;
  if (typeof contentType === 'string') request.setContentType(contentType);
  if (typeof status === 'number') request.setStatus(status);
}
