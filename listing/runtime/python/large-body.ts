import { decodeNumbers } from '../codecs/read-numbers.ts';
import { type Charset, decode, encode, type Shape } from '../codecs.ts';
import type { Codec, Field } from '../declared.ts';
import { fieldRecords } from '../fields/field-records.ts';
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
  readonly fields: readonly Field[] | null;
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

export function readBody({ body, codec, charset, hasHeader, fields, takes, maxSize }: UnreadBody): ReadBody {
  const whole = wholeBody(body);
  if (takes === 'numbers') {
    const { records, shape, members } = decodeNumbers(whole, codec, charset, hasHeader, fields);
    return { parts: inParts(records, maxSize).map(packTable), shape, members };
  }
  const decoded = decode(whole, codec, charset, hasHeader);
  const { shape, members } = decoded;
  const records = fields ? fieldRecords(decoded, codec, fields) : decoded.records;
  return { parts: inParts(records, maxSize).map((part) => packRecords(part, fields)), shape, members };
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
