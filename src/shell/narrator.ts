import type { Terminal } from './terminal.ts';

/** One line about what has been done, in the words of the listing's own scripts. */
export type Say = (line: string) => void;

/** While something takes its time. */
export interface Narrator {
  readonly say: Say;
  /** A line that the next one takes the place of; nothing where nobody watches. */
  readonly still: Say;
}

export function narratorFor({ err, watchesErr, columns }: Terminal): Narrator {
  const clear = watchesErr ? '\r\u001b[2K' : '';
  return {
    say: (line) => err(`${clear}${line}\n`),
    still: (line) => {
      if (watchesErr) err(`${clear}${line.slice(0, columns - 1)}`);
    },
  };
}

/** `0:45`, `12:03`: how long something has been waited for. */
export function minutesSince(begin: number): string {
  const seconds = Math.floor((Date.now() - begin) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** What a step waits with between two looks. */
export function pauseSeconds(usual: number): number {
  const given = Number(process.env['PAUSE_SECONDS']);
  return process.env['PAUSE_SECONDS'] !== undefined && given >= 0 ? given : usual;
}

export function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
