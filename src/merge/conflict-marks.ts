import type { ThreeSides } from './merge-lines.ts';

/** Marks in the form that editors and git know, with the part in the middle that both sides started from. */
const marks = {
  current: '<<<<<<< yours',
  base: '||||||| last generated',
  incoming: '=======',
  end: '>>>>>>> newly generated',
} as const;

/** A conflict as it stands in the file. Where nothing was generated before, the middle part says so by being empty. */
export function markedLines({ base, current, incoming }: ThreeSides): string[] {
  return [
    `${marks.current}\n`,
    ...ended(current),
    `${marks.base}\n`,
    ...ended(base),
    `${marks.incoming}\n`,
    ...ended(incoming),
    `${marks.end}\n`,
  ];
}

/** Whether somebody still has to decide: our marks, or those of git, which a container would choke on just as well. */
export function hasMarks(text: string): boolean {
  return /^<{7} /m.test(text) && /^>{7} /m.test(text);
}

/** A mark stands on a line of its own, so a last line without a line break gets one. */
function ended(lines: readonly string[]): string[] {
  return lines.map((line) => (line.endsWith('\n') ? line : `${line}\n`));
}
