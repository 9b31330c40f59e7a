import type { SourceFile } from '../../model/manifest-tree.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { rootMembers } from '../../model/root-members.ts';
import { countInWords } from '../../problem/phrasing.ts';
import { type BlockLine, blockLines } from './block-lines.ts';
import { locateLine } from './text-lines.ts';

/** A place in the nesting of lines: how far its lines are indented, and whether they are keys or items. */
interface Level {
  readonly indent: number;
  readonly kind: 'key' | 'item';
  /** The line that began it. */
  readonly line: BlockLine;
}

interface Misplaced {
  readonly line: BlockLine;
  /** The levels that it may have been meant for. */
  readonly meant: readonly Level[];
  /** The key above that has a value already, where the line stands deeper than it. */
  readonly below: BlockLine | undefined;
}

/** The first line that is indented as no line above it, from the line `from` on. */
export function indentationFault(
  source: SourceFile,
  continued: ReadonlySet<number>,
  from: number,
): LocatedProblem | undefined {
  const misplaced = findMisplaced(blockLines(source.text, continued));
  if (!misplaced || misplaced.line.number < from - 1) return undefined;
  const { line, below } = misplaced;
  return {
    code: 'yaml-indentation',
    severity: 'error',
    location: locateLine(source, line),
    what: `this line has the wrong indentation: ${spaces(line.indent)}`,
    because: below
      ? `\`${below.name}\` in line ${below.number + 1} has a value already, so nothing can be indented below it`
      : 'the spaces in front of a line say what it belongs to',
    fix: fixFor(misplaced),
  };
}

function fixFor({ line, meant, below }: Misplaced): string {
  const isForeign = meant.every(({ indent }) => indent === 0) && !rootMembers.includes(line.name ?? '');
  if (below && isForeign)
    return `write the value of \`${below.name}\` as a key of its own below it, beside this one`;
  const [first = '', ...others] = meant.map(
    ({ indent, line: like }) => `${spaces(indent)} in front of it, as in line ${like.number + 1}`,
  );
  return `put ${[first, ...others].join('; or ')}`;
}

function spaces(count: number): string {
  return count === 0 ? 'no spaces' : countInWords(count, 'space');
}

function findMisplaced(lines: readonly BlockLine[]): Misplaced | undefined {
  let levels: Level[] = [];
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    const next = enter(levels, line, before?.opens ?? true);
    if (!next) return blame(levels, lines, index);
    levels = next;
  }
  return undefined;
}

/** The levels after this line; undefined where it fits to none. */
function enter(levels: readonly Level[], line: BlockLine, mayNest: boolean): Level[] | undefined {
  const [first] = line.steps;
  const left = levels.filter(({ indent }) => indent <= line.indent);
  const top = left.at(-1);
  const own = line.steps.map((step) => ({ ...step, line }));
  if (!top || !first) return [...left, ...own];
  if (top.indent < line.indent)
    return mayNest && left.length === levels.length ? [...left, ...own] : undefined;
  if (top.kind === first.kind) return [...left.slice(0, -1), { ...top, line }, ...own.slice(1)];
  // Items may be indented as the key that they belong to.
  if (first.kind === 'item') return mayNest && left.length === levels.length ? [...left, ...own] : undefined;
  const under = left.at(-2);
  return under?.indent === line.indent ? left.slice(0, -1) : undefined;
}

/** Which line is wrong: this one, or the one before it that the lines on both sides disagree with. */
function blame(levels: readonly Level[], lines: readonly BlockLine[], index: number): Misplaced {
  const [earlier, before, line, after] = [-2, -1, 0, 1].map((step) => lines[index + step]);
  if (!line) throw new Error('a line that is to blame is missing');
  const isDeeper = before !== undefined && line.indent > (before.steps.at(-1)?.indent ?? 0);
  if (before && !rootMembers.includes(before.name ?? '')) {
    const isLow =
      isDeeper && (earlier?.indent === line.indent || (earlier?.opens && earlier.indent === before.indent));
    const isHigh =
      !isDeeper && earlier?.opens && after?.indent === line.indent && line.indent > earlier.indent;
    if (isLow || isHigh) {
      const meant = { indent: line.indent, kind: 'key', line } as const;
      return { line: before, meant: [meant], below: undefined };
    }
  }
  return {
    line,
    meant: meantLevels(levels, line, before, after),
    below: isDeeper && before.name && !before.opens ? before : undefined,
  };
}

function meantLevels(
  levels: readonly Level[],
  line: BlockLine,
  before: BlockLine | undefined,
  after: BlockLine | undefined,
): Level[] {
  const kind = line.steps[0]?.kind;
  if (rootMembers.includes(line.name ?? '')) return levels.slice(0, 1);
  const possible = levels.filter(
    (level) =>
      level.kind === kind && !(line.opens && after && after.indent <= level.indent && kind === 'key'),
  );
  // Items of a list that nothing began stand under the key above them.
  if (possible.length === 0) return levels.slice(-1);
  const nearest = Math.min(...possible.map(({ indent }) => Math.abs(indent - line.indent)));
  const found = possible.filter(({ indent }) => Math.abs(indent - line.indent) === nearest).reverse();
  const both = found.filter(({ indent }) => indent === after?.indent && indent === before?.indent);
  return both.length > 0 ? both : found;
}
