import type { SourceFile } from '../../model/manifest-tree.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { countInWords } from '../../problem/phrasing.ts';
import { sourceLocation } from '../source-location.ts';
import { lineNumberAt, locateLine, type TextLine, textLines } from './text-lines.ts';
import type { ParserError } from './value-fault.ts';

/** Marks of a merge in git, which are no YAML. */
export function conflictMarks(source: SourceFile): LocatedProblem | undefined {
  const lines = textLines(source.text);
  const mark = lines.find(({ text }) => text.startsWith('<<<<<<< '));
  if (!mark || !lines.some(({ text }) => text.startsWith('>>>>>>> '))) return undefined;
  return {
    code: 'yaml-syntax',
    severity: 'error',
    location: locateLine(source, mark),
    what: 'a merge left its marks here: both texts stand in the file',
    fix: 'keep one of the two texts, and remove the lines with <<<<<<<, ======= and >>>>>>>',
  };
}

/** Tabs in front of lines, told once for all of them. */
export function tabs(
  source: SourceFile,
  errors: readonly ParserError[],
  continued: ReadonlySet<number>,
): LocatedProblem | undefined {
  const lines = linesLike(/^ *\t+ *\S/, source, continued);
  const [first, ...others] = lines;
  const failed = new Set(errors.map(({ pos }) => lineNumberAt(source.text, pos[0])));
  if (!first || !lines.some(({ number }) => failed.has(number))) return undefined;
  const more =
    others.length > 0
      ? `, and so ${others.length === 1 ? 'is' : 'are'} ${countInWords(others.length, 'line')} below it`
      : '';
  const start = first.start + first.text.indexOf('\t');
  return {
    code: 'yaml-tab',
    severity: 'error',
    location: sourceLocation({ source, start, end: start + 1 }),
    what: `this line is indented with a tab${more}`,
    because: 'YAML allows only spaces for indentation',
    fix: first.text.startsWith('\t')
      ? 'replace each tab in front of a line by two spaces'
      : 'write only spaces in front of it, as many as the lines beside it have',
  };
}

/** Spaces that come with texts from web pages: they look like plain ones, and YAML takes them for letters. */
export function oddSpaces(source: SourceFile, continued: ReadonlySet<number>): LocatedProblem | undefined {
  const odd = /^\s*[^\S\r\n\t ]|^[^#]*?:[^\S\r\n\t ]|^\s*-[^\S\r\n\t ]/;
  const [first] = linesLike(odd, source, continued);
  if (!first) return undefined;
  const start = first.start + first.text.search(/[^\S\r\n\t ]/);
  return {
    code: 'yaml-syntax',
    severity: 'error',
    location: sourceLocation({ source, start, end: start + 1 }),
    what: 'this is not a plain space: it only looks like one',
    because: 'YAML takes such a character, often copied from a web page, for a letter',
    fix: 'delete it, and type a space',
  };
}

function linesLike(
  form: RegExp,
  { text }: SourceFile,
  continued: ReadonlySet<number>,
): (TextLine & { readonly number: number })[] {
  return textLines(text).flatMap((line, number) =>
    form.test(line.text) && !continued.has(number) ? [{ ...line, number }] : [],
  );
}
