import { decodeNumbers } from '../codecs/read-numbers.ts';
import { type Charset, decode, encode, type Shape } from '../codecs.ts';
import type { Codec, RecordFields } from '../declared.ts';
import { decodeFieldRecords } from '../fields/field-records.ts';
import type { Members } from '../records.ts';
import { joinPredictions } from '../serving/batching.ts';
import { type Body, wholeBody } from '../serving/frames.ts';
import { type PackedValue, packRecords, packTable, unpackPredictions } from './values.ts';

/** A body that a thread is to read. */
export interface UnreadBody {
  readonly body: Body;
  readonly codec: Codec;
  readonly charset: Charset;
  readonly hasHeader: boolean;
  readonly takes: 'numbers' | 'values';
  /** The most records that Python gets at once. */
  readonly maxSize: number;
}

/** Its records, ready for Python. */
export interface ReadBody {
  /** None if the body has no records. */
  readonly parts: readonly PackedValue[];
  readonly shape: Shape;
  readonly members: Members | undefined;
}

/** What Python has returned for all parts of a body. */
export interface UnprintedAnswer {
  readonly parts: readonly PackedValue[];
  readonly codec: Codec;
  readonly shape: Shape;
}

/** `fields` are those of the manifest. */
export function readBody(
  { body, codec, charset, hasHeader, takes, maxSize }: UnreadBody,
  fields: RecordFields | null,
): ReadBody {
  const whole = wholeBody(body);
  if (takes === 'numbers') {
    const { records, shape, members } = decodeNumbers(whole, codec, charset, hasHeader, fields);
    return { parts: inParts(records, maxSize).map(packTable), shape, members };
  }
  const { records, shape, members } = fields
    ? decodeFieldRecords(whole, codec, charset, hasHeader, fields)
    : decode(whole, codec, charset, hasHeader);
  return { parts: inParts(records, maxSize).map((part) => packRecords(part, fields?.rules)), shape, members };
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
