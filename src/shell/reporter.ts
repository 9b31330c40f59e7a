import type { Terminal } from './terminal.ts';

/** Prints one line. */
export type Say = (line: string) => void;

/** Reports the progress of a long task. */
export interface Reporter {
  readonly say: Say;
  /** A transient status line; only on a terminal. */
  readonly still: Say;
}

export function reporterFor({ err, watchesErr, columns, detail }: Terminal): Reporter {
  if (detail === 'quiet') return { say: () => undefined, still: () => undefined };
  const clear = watchesErr ? '\r\u001b[2K' : '';
  return {
    say: (line) => err(`${clear}${line}\n`),
    still: (line) => {
      if (watchesErr) err(`${clear}${line.slice(0, columns - 1)}`);
    },
  };
}
