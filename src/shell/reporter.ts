import type { Terminal } from './terminal.ts';

/** One line about what has been done, in the words of the listing's own scripts. */
export type Say = (line: string) => void;

/** While something takes its time. */
export interface Reporter {
  readonly say: Say;
  /** A line that the next one takes the place of; nothing where nobody watches. */
  readonly still: Say;
}

export function reporterFor({ err, watchesErr, columns }: Terminal): Reporter {
  const clear = watchesErr ? '\r\u001b[2K' : '';
  return {
    say: (line) => err(`${clear}${line}\n`),
    still: (line) => {
      if (watchesErr) err(`${clear}${line.slice(0, columns - 1)}`);
    },
  };
}
