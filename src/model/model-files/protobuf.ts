import { Cursor, CutOff } from './pickle/cursor.ts';
import { type Pieces, partOf, utf8 } from './pieces.ts';

/** A field of a protocol buffer's message: its number, and its value or the part of the file that holds it. */
export interface ProtoField {
  readonly number: number;
  /** Of a whole number. */
  readonly value: number;
  /** Of a message, text or bytes; empty for a number. */
  readonly part: Pieces;
}

const mostFields = 300_000;
const mostBytes = 32 << 20;
const nothing: Pieces = { size: 0, read: () => new Uint8Array() };

/** The fields of a message in order, without reading what they hold. Undefined where the bytes are no message. */
export function fieldsOf(message: Pieces): readonly ProtoField[] | undefined {
  const cursor = new Cursor(message, mostBytes);
  const fields: ProtoField[] = [];
  try {
    while (cursor.at < message.size) {
      const field = nextField(cursor, message);
      if (!field || fields.length === mostFields) return undefined;
      fields.push(field);
    }
    return fields;
  } catch (error) {
    if (error instanceof CutOff) return undefined;
    throw error;
  }
}

function nextField(cursor: Cursor, message: Pieces): ProtoField | undefined {
  const key = varint(cursor);
  const [number, wire] = [Math.floor(key / 8), key % 8];
  if (number === 0) return undefined;
  if (wire === 0) return { number, value: varint(cursor), part: nothing };
  const length = wire === 2 ? varint(cursor) : { 1: 8, 5: 4 }[wire];
  if (length === undefined || cursor.at + length > message.size) return undefined;
  const part = partOf(message, cursor.at, length);
  cursor.at += length;
  return { number, value: 0, part };
}

/** Of more than 53 bits, the lowest get lost. */
function varint(cursor: Cursor): number {
  let value = 0;
  for (let power = 0; power < 10; power += 1) {
    const byte = cursor.byte();
    value += (byte & 127) * 128 ** power;
    if (byte < 128) return value;
  }
  throw new CutOff();
}

const longestText = 1 << 16;

export function messagesIn(fields: readonly ProtoField[] | undefined, number: number): readonly Pieces[] {
  return (fields ?? []).filter((field) => field.number === number).map(({ part }) => part);
}

export function textIn(fields: readonly ProtoField[] | undefined, number: number): string | undefined {
  const field = fields?.find((one) => one.number === number);
  return field && utf8(field.part.read(0, longestText));
}

export function numberIn(fields: readonly ProtoField[] | undefined, number: number): number | undefined {
  return fields?.find((field) => field.number === number)?.value;
}
