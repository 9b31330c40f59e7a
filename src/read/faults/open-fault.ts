import type { SourceFile } from '../../model/manifest-tree.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { sourceLocation } from '../source-location.ts';
import { lineNumberAt, textLines } from './text-lines.ts';
import type { OpenToken } from './yaml-tokens.ts';

/** A quote or bracket without its end, shown where it opens: the parser stops somewhere below. */
export function openFault(source: SourceFile, { offset, closer, wrong }: OpenToken): LocatedProblem {
  const opener = source.text.charAt(offset);
  const shown = { severity: 'error', code: 'yaml-syntax' } as const;
  const location = sourceLocation({ source, start: offset, end: offset + 1 });
  if (wrong)
    return {
      ...shown,
      location,
      what: `this ${opener} is closed by a ${wrong}`,
      fix: `write ${closer} in the place of that ${wrong}, or add the ${closer} that is missing before it`,
    };
  const isQuote = opener === closer;
  const line = textLines(source.text)[lineNumberAt(source.text, offset)]?.text.trim() ?? '';
  const isWhole = isQuote || /[^\s[{,]$/.test(line);
  return {
    ...shown,
    location,
    what: isQuote ? 'this quote is not closed' : `this ${opener} is not closed`,
    fix: isWhole
      ? `write the closing ${closer} after the last ${isQuote ? 'word' : 'item'}:  ${line}${closers(line, closer)}`
      : `write ${closer} after the last item`,
  };
}

/** What closes the end of a line: two brackets may be open at once. */
function closers(line: string, closer: string): string {
  if (closer !== '}' || line.includes('}')) return closer;
  return ` ${closer}`;
}
