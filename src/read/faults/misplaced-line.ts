import { rootMembers } from '../../model/root-members.ts';
import { closestName } from '../../problem/closest-name.ts';
import type { BlockLine } from './block-lines.ts';

/** A place in the nesting of lines: how far its lines are indented, and whether they are keys or items. */
export interface Level {
  readonly indent: number;
  readonly kind: 'key' | 'item';
  /** The last line in it. */
  readonly line: BlockLine;
  /** Only its first line was there so far. */
  readonly isFresh: boolean;
}

export interface Misplaced {
  readonly line: BlockLine;
  /** The levels that it may have been meant for. */
  readonly meant: readonly Pick<Level, 'indent' | 'line'>[];
  /** The key above that has a value already, where the line stands deeper than it. */
  readonly below: BlockLine | undefined;
}

/** The first line that is indented as no line above it that it could belong to. */
export function findMisplaced(lines: readonly BlockLine[]): Misplaced | undefined {
  let levels: Level[] = [];
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    if (before && isUnindented(line, lines)) return unindented(line, before, lines[index + 1]);
    const next = enter(levels, line, before?.opens ?? true);
    if (!next) return blame(levels, lines, index);
    levels = next;
  }
  return undefined;
}

/** A key of the first level that is none, or that is there a second time: it lost its indentation. */
function isUnindented(line: BlockLine, lines: readonly BlockLine[]): boolean {
  const { indent, name, steps } = line;
  if (indent > 0 || name === undefined || steps[0]?.kind !== 'key') return false;
  return !isRootMember(name) || lines.find((other) => other.indent === 0 && other.name === name) !== line;
}

export function isRootMember(name: string | undefined): boolean {
  return name !== undefined && (rootMembers.includes(name) || closestName(name, rootMembers) !== undefined);
}

function unindented(line: BlockLine, before: BlockLine, after: BlockLine | undefined): Misplaced {
  const isDeeper = before.opens && before.indent === 0;
  const own = isDeeper && after && after.indent > 0 ? { indent: after.indent, line: after } : undefined;
  const indent = isDeeper ? 2 : (before.steps.at(-1)?.indent ?? 2);
  return { line, meant: [own ?? { indent, line: before }], below: undefined };
}

/** The levels after this line; undefined where it fits to none. */
function enter(levels: readonly Level[], line: BlockLine, mayNest: boolean): Level[] | undefined {
  const [first] = line.steps;
  const left = levels.filter(({ indent }) => indent <= line.indent);
  const top = left.at(-1);
  const own = line.steps.map((step) => ({ ...step, line, isFresh: true }));
  if (!first || (!top && levels.length > 0)) return undefined;
  if (!top) return own;
  const deeper = mayNest && left.length === levels.length ? [...left, ...own] : undefined;
  if (top.indent < line.indent) return deeper;
  if (top.kind === first.kind)
    return [...left.slice(0, -1), { ...top, line, isFresh: false }, ...own.slice(1)];
  // Items may be indented as the key that they belong to.
  if (first.kind === 'item') return deeper;
  return left.at(-2)?.indent === line.indent ? left.slice(0, -1) : undefined;
}

/** Which line is wrong: this one, or the first of the lines beside it. */
function blame(levels: readonly Level[], lines: readonly BlockLine[], index: number): Misplaced {
  const [before, line, next] = [lines[index - 1], lines[index], lines[index + 1]];
  if (!line || !before) throw new Error('the first line cannot be misplaced');
  const beside = levels.find(({ indent }) => indent > line.indent) ?? levels.at(-1);
  const after = lines.slice(index + 1).find(({ indent }) => indent <= line.indent);
  const isOdd = beside !== undefined && beside.indent % 2 > line.indent % 2;
  if (beside?.isFresh && !isAtHome(beside) && (after?.indent === line.indent || isOdd))
    return { line: beside.line, meant: [{ indent: line.indent, line }], below: undefined };
  const isDeeper = line.indent > (before.steps.at(-1)?.indent ?? 0);
  const below = isDeeper && before.name !== undefined && !before.opens ? before : undefined;
  return { line, meant: meantLevels(levels, { before, line, next }), below };
}

function isAtHome({ indent, line }: Level): boolean {
  return indent === 0 && isRootMember(line.name);
}

interface Around {
  readonly before: BlockLine;
  readonly line: BlockLine;
  readonly next: BlockLine | undefined;
}

function meantLevels(levels: readonly Level[], { before, line, next }: Around): readonly Level[] {
  if (rootMembers.includes(line.name ?? '')) return levels.slice(0, 1);
  const kind = line.steps[0]?.kind;
  const isTooDeep = ({ indent }: Level) => line.opens && next && next.indent <= indent && kind === 'key';
  const isForeign = ({ indent }: Level) => indent === 0 && kind === 'key' && !isRootMember(line.name);
  const possible = levels.filter((level) => level.kind === kind && !isTooDeep(level) && !isForeign(level));
  // Items of a list that nothing began stand under the key above them.
  if (possible.length === 0) return levels.slice(-1);
  const nearest = Math.min(...possible.map(({ indent }) => Math.abs(indent - line.indent)));
  const found = possible.filter(({ indent }) => Math.abs(indent - line.indent) === nearest).reverse();
  const sure = found.filter(({ indent }) => indent === next?.indent && indent === before.indent);
  return sure.length > 0 ? sure : found;
}
