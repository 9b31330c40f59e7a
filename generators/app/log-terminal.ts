import { plainPaint } from '../../src/problem/print-problems.ts';
import type { Terminal } from '../../src/shell/terminal.ts';

/** Where the words of a guest go: to the log of the generator that composes with it. */
export function logTerminal(log: { write: (text: string) => unknown }): Terminal {
  const say = (text: string) => {
    log.write(text);
  };
  return { out: say, err: say, paintOut: plainPaint, paintErr: plainPaint, watchesErr: false, columns: 80 };
}
