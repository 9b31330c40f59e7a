import { isAscii, isUtf8 } from 'node:buffer';
import { BadBody } from '../records.ts';

export type Charset = 'utf-8' | 'latin1' | 'us-ascii';

/** The text of a body, without the byte order mark. */
export function textOf(body: Uint8Array, charset: Charset): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (charset === 'latin1') return bytes.toString('latin1');
  if (!(charset === 'us-ascii' ? isAscii(bytes) : isUtf8(bytes))) {
    const fault = charset === 'us-ascii' ? bytes.findIndex((byte) => byte > 127) : utf8Fault(bytes);
    throw new BadBody(`the body is not ${charset} text: see byte ${fault + 1}`);
  }
  return withoutMark(bytes.toString('utf8'));
}

export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Invalid bytes are decoded to U+FFFD. The error is the first U+FFFD in the text that is not also in the bytes. */
function utf8Fault(bytes: Buffer): number {
  let offset = 0;
  for (const part of bytes.toString('utf8').split('\uFFFD')) {
    offset += Buffer.byteLength(part);
    if (bytes.toString('latin1', offset, offset + 3) !== '\xEF\xBF\xBD') break;
    offset += 3;
  }
  return offset;
}

/**
 * The maximum number of rows of a body, and of its lists and objects. Each takes about 100 bytes of memory, however
 * short its text is.
 */
export const mostLists = 4_000_000;

/** A position for error messages. Lines end as in CSV; lines and columns are counted from 1. */
export function placeOf(text: string, offset: number): string {
  let line = 1;
  let start = 0;
  for (let at = 0; at < offset; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x0d || !isLineEnd(code)) continue;
    if (code === 0x0d && text.charCodeAt(at + 1) === 0x0a && at + 1 < offset) at++;
    line += 1;
    start = at + 1;
  }
  return `at line ${line}, column ${offset - start + 1}`;
}

export function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}
