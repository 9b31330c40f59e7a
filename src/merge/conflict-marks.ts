import { splitLines } from '../text/split-lines.ts';
import type { ThreeSides } from './merge-lines.ts';

/** Marks in the form that editors and git know, with the part in the middle that both sides started from. */
const marks = {
  current: '<<<<<<< yours',
  previous: '||||||| last generated',
  incoming: '=======',
  end: '>>>>>>> newly generated',
} as const;

/** A conflict as it stands in the file. Where nothing was generated before, the middle part says so by being empty. */
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

/** Whether somebody still has to decide: any of our own marks, for half of them is no text either. */
export function hasMarks(text: string): boolean {
  return splitLines(text).some((line) => ownMarks.includes(line.trimEnd()));
}

const ownMarks: readonly string[] = [marks.current, marks.previous, marks.end];

/** A mark stands on a line of its own, so a last line without a line break gets one. */
function ended(lines: readonly string[]): string[] {
  return lines.map((line) => (line.endsWith('\n') ? line : `${line}\n`));
}
