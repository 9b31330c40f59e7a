import type { SourceFile } from '../../model/manifest-tree.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { countInWords } from '../../problem/phrasing.ts';
import { blockLines } from './block-lines.ts';
import { findMisplaced, isRootMember, type Misplaced } from './misplaced-line.ts';
import { locateLine } from './text-lines.ts';

/** The first line that is indented as no line above it. */
export function indentationFault(
  source: SourceFile,
  continued: ReadonlySet<number>,
): LocatedProblem | undefined {
  const misplaced = findMisplaced(blockLines(source.text, continued));
  if (!misplaced) return undefined;
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
  const isForeign = meant.every(({ indent }) => indent === 0) && !isRootMember(line.name);
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
