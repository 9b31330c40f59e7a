import { writeSync } from 'node:fs';
import { type Paint, plainPaint } from '../problem/print-problems.ts';

/** Where words go: results to `out`, problems and notes to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly paintOut: Paint;
  readonly paintErr: Paint;
  /** Whether somebody watches `err`, so that it may be drawn over. */
  readonly watchesErr: boolean;
  /** How many characters a line of `err` has. */
  readonly columns: number;
}

/** The two streams of this process. Colour only on a terminal; NO_COLOR and FORCE_COLOR have the last word. */
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

/** Writes at once, so that nothing is lost when the process ends; a reader that is gone, as in `| head`, is no fault. */
function writeAll(stream: 1 | 2, text: string): void {
  let rest: Uint8Array = new TextEncoder().encode(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(stream, rest));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
}
