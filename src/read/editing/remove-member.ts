import { visit } from 'yaml';
import type { LocatedProblem } from '../../model/problem.ts';
import { type Editable, type Entry, entriesAt, type MemberPattern, stretchOf } from './editable.ts';
import { cutFromFlow } from './flow-cuts.ts';
import { lineBreakAt, regionOf, standsOnOwnLines } from './lines.ts';
import { aliasObstacles, byHand, nodesOf } from './obstacles.ts';
import type { Step } from './step.ts';
import type { TextEdit } from './text-edits.ts';

/** Removes a member that has no meaning any more. Its comments stay, each on its own line. */
export function removeMember(pattern: MemberPattern): Step {
  return {
    obstacles: (editable) =>
      entriesAt(editable, pattern).flatMap((entry) => [
        ...aliasObstacles(editable, nodesOf(entry)),
        ...placeObstacles(editable, entry),
      ]),
    edits: (editable) => entriesAt(editable, pattern).flatMap((entry) => removal(editable, entry)),
  };
}

/** Members are moved and removed only where they have their own lines, or are in a map in braces. */
export function placeObstacles(editable: Editable, entry: Entry): LocatedProblem[] {
  if (entry.map.flow) return [];
  const keeping = standsOnOwnLines(editable, entry) ? textsThatKeepBlankLines(editable) : [];
  if (keeping.length > 0) return keeping;
  if (standsOnOwnLines(editable, entry)) return [];
  const what = `\`${entry.key.value}\` does not begin its line, so the upgrade does not move it`;
  return [
    byHand(
      editable,
      stretchOf(entry.key),
      what,
      'write it as  key: value  on a line of its own, and try again',
    ),
  ];
}

/** A text that begins with |+ or >+ includes all blank lines after it, so moving lines could change it. */
function textsThatKeepBlankLines(editable: Editable): LocatedProblem[] {
  const problems: LocatedProblem[] = [];
  visit(editable.document, {
    Scalar: (_, scalar) => {
      const { start, end } = stretchOf(scalar);
      if (!/^[|>]\d?\+/.test(editable.tracked.text.slice(start, end))) return;
      if (scalar.type !== 'BLOCK_LITERAL' && scalar.type !== 'BLOCK_FOLDED') return;
      const what = 'this text takes in the blank lines behind it, and the upgrade moves lines';
      problems.push(byHand(editable, { start, end }, what, 'leave out the + , and run the upgrade again'));
    },
  });
  return problems;
}

function removal(editable: Editable, entry: Entry): TextEdit[] {
  if (entry.map.flow) return cutFromFlow(editable, entry.map, [entry]);
  const { keyLine, valueEnd } = regionOf(editable, entry);
  const { start } = stretchOf(entry.key);
  const indent = ' '.repeat(start - keyLine);
  const inside = editable.comments.filter((comment) => comment.start >= keyLine && comment.end <= valueEnd);
  const lineBreak = lineBreakAt(editable, keyLine);
  const pieces = inside.flatMap((comment) => [indent, comment, lineBreak]);
  return [{ start: keyLine, end: valueEnd, pieces, shownAt: start }];
}
