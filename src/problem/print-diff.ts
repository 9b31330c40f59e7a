import type { Paint } from './print-problems.ts';

/** Two versions of a text as a unified diff with three lines of context; nothing where they are the same. */
export function printDiff(name: string, before: string, after: string, paint: Paint): string {
  const rows = rowsOf(linesOf(before), linesOf(after));
  const hunks = hunksOf(rows);
  if (hunks.length === 0) return '';
  const head = [paint('bold', `--- ${name}`), paint('bold', `+++ ${name}`)];
  return `${[...head, ...hunks.flatMap((hunk) => printHunk(rows, hunk, paint))].join('\n')}\n`;
}

interface Row {
  readonly mark: ' ' | '-' | '+';
  readonly line: string;
}

/** Each with its line end, so that a line end that changes is a change, and a missing one can be said. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** More cells than this are not worth the wait: what differs is then shown as one block. */
const mostCells = 4_000_000;

function rowsOf(before: readonly string[], after: readonly string[]): Row[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (
    tail < Math.min(before.length, after.length) - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail += 1;
  const [removed, added] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  const same = (line: string): Row => ({ mark: ' ', line });
  return [
    ...before.slice(0, head).map(same),
    ...differing(removed, added),
    ...before.slice(before.length - tail).map(same),
  ];
}

/** The longest lines in common, by the textbook's table. */
function differing(removed: readonly string[], added: readonly string[]): Row[] {
  const minus = (line: string): Row => ({ mark: '-', line });
  const plus = (line: string): Row => ({ mark: '+', line });
  if ((removed.length + 1) * (added.length + 1) > mostCells)
    return [...removed.map(minus), ...added.map(plus)];
  const width = added.length + 1;
  const common = new Uint32Array((removed.length + 1) * width);
  const at = (row: number, column: number) => common[row * width + column] ?? 0;
  for (let row = removed.length - 1; row >= 0; row -= 1)
    for (let column = added.length - 1; column >= 0; column -= 1)
      common[row * width + column] =
        removed[row] === added[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const rows: Row[] = [];
  let [row, column] = [0, 0];
  while (row < removed.length || column < added.length) {
    const [left, right] = [removed[row], added[column]];
    if (left !== undefined && left === right) {
      rows.push({ mark: ' ', line: left });
      row += 1;
      column += 1;
    } else if (left !== undefined && (right === undefined || at(row + 1, column) >= at(row, column + 1))) {
      rows.push(minus(left));
      row += 1;
    } else {
      rows.push(plus(right ?? ''));
      column += 1;
    }
  }
  return rows;
}

interface Hunk {
  readonly from: number;
  readonly to: number;
}

const context = 3;

function hunksOf(rows: readonly Row[]): Hunk[] {
  const hunks: Hunk[] = [];
  for (const [index, { mark }] of rows.entries()) {
    if (mark === ' ') continue;
    const [from, to] = [Math.max(0, index - context), Math.min(rows.length, index + context + 1)];
    const last = hunks.at(-1);
    if (last && last.to >= from) hunks[hunks.length - 1] = { from: last.from, to };
    else hunks.push({ from, to });
  }
  return hunks;
}

function printHunk(rows: readonly Row[], { from, to }: Hunk, paint: Paint): string[] {
  const shown = rows.slice(from, to);
  const range = (mark: '-' | '+') => {
    const count = shown.filter((row) => row.mark !== otherMark[mark]).length;
    const above = rows.slice(0, from).filter((row) => row.mark !== otherMark[mark]).length;
    return `${mark}${count === 0 ? above : above + 1},${count}`;
  };
  return [
    paint('cyan', `@@ ${range('-')} ${range('+')} @@`),
    ...shown.flatMap(({ mark, line }) => printRow(mark, line, paint)),
  ];
}

const otherMark = { '-': '+', '+': '-' } as const;

function printRow(mark: Row['mark'], line: string, paint: Paint): string[] {
  const text = `${mark}${line.replace(/\r?\n$/, '')}`;
  const painted = mark === ' ' ? text : paint(mark === '-' ? 'red' : 'green', text);
  return line.endsWith('\n') ? [painted] : [painted, '\\ No newline at end of file'];
}
