import { quotedLike } from './change-scalar.ts';
import { type Editable, type Entry, entriesAt, type MemberPattern, stretchOf } from './editable.ts';
import { lineBreakAt, regionOf } from './lines.ts';
import { aliasObstacles } from './obstacles.ts';
import { placeObstacles } from './remove-member.ts';
import type { Step } from './step.ts';
import type { TextEdit } from './text-edits.ts';

/** Inserts a member before an existing one, above the comments of the existing one. */
export function insertBefore(pattern: MemberPattern, name: string, value: string): Step {
  return {
    obstacles: (editable) =>
      entriesAt(editable, pattern).flatMap((entry) => [
        ...aliasObstacles(editable, [...entry.trail, entry.key]),
        ...placeObstacles(editable, entry),
      ]),
    edits: (editable) => entriesAt(editable, pattern).map((entry) => insertion(editable, entry, name, value)),
  };
}

function insertion(editable: Editable, entry: Entry, name: string, value: string): TextEdit {
  const { start: shownAt, end } = stretchOf(entry.key);
  const written = editable.tracked.text.slice(shownAt, end);
  const member = `${quotedLike(written, name)}: ${quotedLike(written, value)}`;
  if (entry.map.flow) return { start: shownAt, end: shownAt, pieces: [`${member}, `], shownAt };
  const { start, keyLine } = regionOf(editable, entry);
  const indent = ' '.repeat(shownAt - keyLine);
  return { start, end: start, pieces: [`${indent}${member}${lineBreakAt(editable, keyLine)}`], shownAt };
}
