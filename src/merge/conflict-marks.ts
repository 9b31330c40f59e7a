import { splitLines } from '../text/split-lines.ts';
import type { ThreeSides } from './merge-lines.ts';

/** Conflict marks in git's form, which editors know, with the previous text in the middle. */
const marks = {
  current: '<<<<<<< yours',
  previous: '||||||| last generated',
  incoming: '=======',
  end: '>>>>>>> newly generated',
} as const;

/** A conflict as text in the file. The middle part is empty where nothing was generated before. */
export function markedLines({ previous, current, incoming }: ThreeSides): string[] {
  return [
    `${marks.current}\n`,
    ...ended(current),
    `${marks.previous}\n`,
    ...ended(previous),
    `${marks.incoming}\n`,
    ...ended(incoming),
    `${marks.end}\n`,
  ];
}

/** Whether a conflict is still open. One mark is enough: a file with only some of the marks is not resolved either. */
export function hasMarks(text: string): boolean {
  return splitLines(text).some((line) => ownMarks.includes(line.trimEnd()));
}

const ownMarks: readonly string[] = [marks.current, marks.previous, marks.end];

/** A mark needs its own line, so a last line without a line break gets one. */
function ended(lines: readonly string[]): string[] {
  return lines.map((line) => (line.endsWith('\n') ? line : `${line}\n`));
}
