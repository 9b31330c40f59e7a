import { type Charset, decode, encode, type Shape } from '../codecs.ts';
import type { ModelColumns } from '../columns/model-columns.ts';
import type { Codec, RecordFields } from '../declared.ts';
import { decodeFieldRecords } from '../fields/field-records.ts';
import type { Members } from '../records.ts';
import { type Body, wholeBody } from '../serving/frames.ts';
import { joinPredictions } from '../serving/join-predictions.ts';
import { tableForm } from './table-form.ts';
import { type PackedValue, packRecords, unpackPredictions } from './values.ts';

/** A body that a thread is to read. */
export interface UnreadBody {
  readonly body: Body;
  readonly codec: Codec;
  readonly charset: Charset;
  readonly hasHeader: boolean;
  readonly takes: 'frame' | 'numbers' | 'values';
  readonly columns: ModelColumns | null;
  /** The most records that Python gets at once. */
  readonly maxSize: number;
}

/** Its records, ready for Python. */
export interface ReadBody {
  /** None if the body has no records. */
  readonly parts: readonly PackedValue[];
  readonly shape: Shape;
  readonly members: Members | undefined;
  /** The names in the header of CSV. */
  readonly header: readonly string[] | undefined;
}

/** What Python has returned for all parts of a body. */
export interface UnprintedAnswer {
  readonly parts: readonly PackedValue[];
  readonly codec: Codec;
  readonly shape: Shape;
}

/** `fields` are those of the manifest. */
export function readBody(
  { body, codec, charset, hasHeader, takes, columns, maxSize }: UnreadBody,
  fields: RecordFields | null,
): ReadBody {
  const whole = wholeBody(body);
  const said = [whole, codec, charset, hasHeader] as const;
  if (takes !== 'values') {
    const { decode, pack } = tableForm({ takes, columns });
    const { records, shape, members, header } = decode(...said, fields);
    return { parts: inParts(records, maxSize).map(pack), shape, members, header };
  }
  const decoded = fields ? decodeFieldRecords(...said, fields) : decode(...said);
  const { records, shape, members, header } = decoded;
  const parts = inParts(records, maxSize).map((part) => packRecords(part, fields?.rules));
  return { parts, shape, members, header };
}

export function printAnswer({ parts, codec, shape }: UnprintedAnswer): Uint8Array {
  return encode(joinPredictions(parts.map(unpackPredictions)), codec, shape);
}

function inParts<Records extends { readonly length: number; slice(start: number, end: number): Records }>(
  records: Records,
  maxSize: number,
): readonly Records[] {
  const count = Math.ceil(records.length / maxSize);
  return Array.from({ length: count }, (_, part) => records.slice(part * maxSize, (part + 1) * maxSize));
}
