import type { SourceFile } from '../../model/manifest-tree.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { lineNumberAt, locateLine, type TextLine, textLines } from './text-lines.ts';
import type { ParserError } from './value-fault.ts';

/** A line where a key with its colon belongs, and there is none. */
export function keyFault(
  source: SourceFile,
  { code, message, pos }: ParserError,
): LocatedProblem | undefined {
  // A file that begins without a key is one text, and its second line is unexpected.
  const isSecond = message.startsWith('Unexpected scalar token');
  const lines = textLines(source.text);
  const found = lineNumberAt(source.text, pos[0]);
  const isTouching = message.endsWith('at node end') && /^\s*[\w-]+:["'[{]/.test(lines[found]?.text ?? '');
  const isKeyless = code === 'MULTILINE_IMPLICIT_KEY' || message.startsWith('Implicit map keys');
  if (!isKeyless && !isSecond && !isTouching) return undefined;
  const isText = ({ text }: TextLine, at: number) => at < found && /^\s*[^#\s]/.test(text);
  const number = isSecond ? lines.findLastIndex(isText) : found;
  const line = lines[number];
  if (!line) return undefined;
  const isAboveDeeper = indentOf(lines[number + 1]) > indentOf(line);
  return {
    code: 'yaml-syntax',
    severity: 'error',
    location: locateLine(source, line),
    ...wordsFor(line.text.trim(), isAboveDeeper),
  };
}

/** `type:model`, which is a text to YAML, so that the lines around it do not fit. */
export function joinedFault(source: SourceFile, continued: ReadonlySet<number>): LocatedProblem | undefined {
  const line = textLines(source.text).find(
    ({ text }, number) => /^\s*[A-Za-z]\w*:[^\s:/][^\s]*$/.test(text) && !continued.has(number),
  );
  if (!line) return undefined;
  const location = locateLine(source, line);
  return { code: 'yaml-syntax', severity: 'error', location, ...wordsFor(line.text.trim(), false) };
}

function indentOf(line: TextLine | undefined): number {
  return line?.text.search(/\S/) ?? -1;
}

function wordsFor(text: string, isAboveDeeper: boolean): Pick<LocatedProblem, 'what' | 'fix'> {
  for (const { form, what, fix } of mistakes) {
    const groups = form.exec(text);
    if (groups) return { what, fix: fix.replace(/\$(\d)/g, (_, group) => groups[Number(group)] ?? '') };
  }
  if (isAboveDeeper && /^[\w"'-]+$/.test(text))
    return { what: 'this key has no colon', fix: `put a colon after it:  ${text}:` };
  return {
    what: 'this line is no key with a value',
    fix: 'write  key: value ; where it goes on with the text above, indent it deeper than the key of that text',
  };
}

/** The first that fits is told; `$1` and `$2` are the groups of its form. */
const mistakes: readonly { readonly form: RegExp; readonly what: string; readonly fix: string }[] = [
  { form: /^(?:\/\/|--) ?(.*)$/, what: 'this is no comment in YAML', fix: 'begin it with #:  # $1' },
  {
    form: /^([\w"'-]+)\s*：\s*(.*)$/,
    what: 'the colon of this line is not the plain one',
    fix: 'type it anew:  $1: $2',
  },
  {
    form: /^([\w"'-]+):(\S.*)$/,
    what: 'there is no space after the colon of this line',
    fix: 'put a space there:  $1: $2',
  },
  { form: /^([\w"'-]+)\s*=\s*(.*)$/, what: 'a key ends in a colon, not in =', fix: 'write  $1: $2' },
];
