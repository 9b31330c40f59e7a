import type { Terminal } from '../terminal.ts';

/** One line about what has been done, in the words of the listing's own scripts. */
export type Say = (line: string) => void;

export function sayTo(terminal: Terminal): Say {
  return (line) => terminal.err(`${line}\n`);
}

/** What a step waits with between two looks. */
export function pauseSeconds(usual: number): number {
  const given = Number(process.env['PAUSE_SECONDS']);
  return process.env['PAUSE_SECONDS'] !== undefined && given >= 0 ? given : usual;
}

export function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
