import { writeSync } from 'node:fs';
import { type Paint, plainPaint } from '../problem/print-problems.ts';
import { errorCode } from './error-code.ts';

/** Results go to `out`, problems and notes to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly paintOut: Paint;
  readonly paintErr: Paint;
  /** Whether `err` is a terminal, so that lines can be redrawn. */
  readonly watchesErr: boolean;
  /** Width of `err` in characters. */
  readonly columns: number;
}

/** The streams of this process. Colour only on a terminal, unless NO_COLOR or FORCE_COLOR says otherwise. */
export function processTerminal(): Terminal {
  return {
    out: (text) => writeAll(1, text),
    err: (text) => writeAll(2, text),
    paintOut: wantsColour(process.stdout.isTTY) ? colourPaint : plainPaint,
    paintErr: wantsColour(process.stderr.isTTY) ? colourPaint : plainPaint,
    watchesErr: process.stderr.isTTY && process.env['TERM'] !== 'dumb',
    columns: process.stderr.columns || 80,
  };
}

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

const colourPaint: Paint = (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m`;

function wantsColour(isTerminal: boolean): boolean {
  if (process.env['NO_COLOR']) return false;
  const forced = process.env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0';
  return isTerminal && process.env['TERM'] !== 'dumb';
}

/** Writes synchronously, so that nothing is lost at exit. A closed pipe, as with `| head`, is ignored. */
function writeAll(stream: 1 | 2, text: string): void {
  let rest: Uint8Array = new TextEncoder().encode(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(stream, rest));
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
}
