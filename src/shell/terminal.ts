import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { type Paint, plainPaint } from '../problem/print-problems.ts';
import { escapeHidden } from '../text/hidden-characters.ts';
import { errorCode } from './error-code.ts';
import { waitBriefly } from './wait-briefly.ts';

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
  /** How much is printed: only problems and the result, or each file too. Absent for the usual. */
  readonly detail?: 'quiet' | 'verbose' | undefined;
}

/**
 * The streams of this process. Colour only on a terminal, unless NO_COLOR or FORCE_COLOR says otherwise. Node’s own
 * stream is not opened for a pipe: that would make the pipe non-blocking.
 */
export function processTerminal(): Terminal {
  const watchesErr = isatty(2);
  return {
    out: (text) => writeAll(1, shown(text)),
    err: (text) => writeAll(2, shown(text)),
    paintOut: wantsColour(isatty(1)) ? colourPaint : plainPaint,
    paintErr: wantsColour(watchesErr) ? colourPaint : plainPaint,
    watchesErr: watchesErr && process.env['TERM'] !== 'dumb',
    columns: (watchesErr && process.stderr.columns) || 80,
  };
}

/** A terminal that prints as much as the flags of a call say. */
export function withDetail(terminal: Terminal, flags: ReadonlySet<string>): Terminal {
  const detail = (['quiet', 'verbose'] as const).find((name) => flags.has(name));
  // A quiet run has no progress, which is drawn only where somebody watches.
  return { ...terminal, detail, watchesErr: terminal.watchesErr && detail !== 'quiet' };
}

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

export const colourPaint: Paint = (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m`;

function wantsColour(isTerminal: boolean): boolean {
  if (process.env['NO_COLOR']) return false;
  const forced = process.env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0';
  return isTerminal && process.env['TERM'] !== 'dumb';
}

const ours: ReadonlySet<string> = new Set([
  ...[0, ...Object.values(codes)].map((code) => `\u001b[${code}m`),
  '\r\u001b[2K',
]);

/** Names and values may hold anything. Only our own colours, and the start of a status line, reach the terminal. */
function shown(text: string): string {
  return text
    .split(/(\r?\p{Cc}\[\d{1,2}[mK])/u)
    .map((part) => (ours.has(part) ? part : escapeHidden(part)))
    .join('');
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
      // Somebody else made the pipe non-blocking, and its reader is slow.
      waitBriefly();
    }
  }
}
