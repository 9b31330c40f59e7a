import { commonRuns } from './diff-lines.ts';
import { splitLines } from './split-lines.ts';

export interface DiffLine {
  readonly kind: 'hunk' | 'same' | 'removed' | 'added' | 'note';
  /** Without its line end. */
  readonly text: string;
}

const context = 3;

/** The differences of two texts as a unified diff, with three lines around each change. */
export function unifiedDiff(left: string, right: string): DiffLine[] {
  const [before, after] = [splitLines(left), splitLines(right)];
  return hunksOf(editsOf(before, after)).flatMap(hunkLines);
}

/** One line of either text, and its position in both. Positions are zero-based. */
interface Edit {
  readonly kind: 'same' | 'removed' | 'added';
  /** With its line end. */
  readonly text: string;
  readonly left: number;
  readonly right: number;
}

function editsOf(before: readonly string[], after: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  let [left, right] = [0, 0];
  const take = (kind: Edit['kind'], line: string | undefined) => {
    edits.push({ kind, text: line ?? '', left, right });
    if (kind !== 'added') left += 1;
    if (kind !== 'removed') right += 1;
  };
  const end = { left: before.length, right: after.length, length: 0 };
  for (const run of [...commonRuns(before, after), end]) {
    while (left < run.left) take('removed', before[left]);
    while (right < run.right) take('added', after[right]);
    for (let taken = 0; taken < run.length; taken += 1) take('same', before[left]);
  }
  return edits;
}

/** Neighbouring changes share a hunk where their contexts touch. */
function hunksOf(edits: readonly Edit[]): Edit[][] {
  const hunks: Edit[][] = [];
  let until = -1;
  for (const [index, { kind }] of edits.entries()) {
    if (kind === 'same') continue;
    const from = Math.max(until, index - context, 0);
    const hunk = from <= until && hunks.length > 0 ? hunks.pop() : undefined;
    until = Math.min(edits.length, index + context + 1);
    const start = hunk ? edits.indexOf(hunk[0] as Edit) : from;
    hunks.push(edits.slice(start, until));
  }
  return hunks;
}

function hunkLines(hunk: readonly Edit[]): DiffLine[] {
  const [first] = hunk;
  const count = (skipped: Edit['kind']) => hunk.filter(({ kind }) => kind !== skipped).length;
  const range = (start: number, length: number) => `${length === 0 ? start : start + 1},${length}`;
  const left = range(first?.left ?? 0, count('added'));
  const right = range(first?.right ?? 0, count('removed'));
  return [{ kind: 'hunk', text: `@@ -${left} +${right} @@` }, ...hunk.flatMap(shown)];
}

/** Without the note, a missing line break at the end would be an invisible difference. */
function shown({ kind, text }: Edit): DiffLine[] {
  if (text.endsWith('\n')) return [{ kind, text: text.slice(0, -1) }];
  return [
    { kind, text },
    { kind: 'note', text: '\\ No newline at end of file' },
  ];
}
