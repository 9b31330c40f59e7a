import type { SourceFile } from '../../model/manifest-tree.ts';
import type { Location } from '../../model/problem.ts';
import { sourceLocation } from '../source-location.ts';

/** One line of a text, without its end. */
export interface TextLine {
  readonly start: number;
  readonly text: string;
}

export function textLines(text: string): TextLine[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const found = { start, text: line.replace(/\r$/, '') };
    start += line.length + 1;
    return found;
  });
}

/** The zero-based number of the line that an offset is in. */
export function lineNumberAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 1;
}

/** What a line says, without its indentation. */
export function locateLine(source: SourceFile, { start, text }: TextLine): Location {
  return sourceLocation({ source, start: start + text.search(/\S|$/), end: start + text.length });
}

/** A line as key and value: the dashes and the key with its colon, then the value up to a comment. */
export interface WrittenLine {
  readonly before: string;
  readonly value: string;
}

export function asWritten(line: string): WrittenLine {
  const before =
    /^\s*(?:- +)*(?:"[^"]*"|'[^']*'|[^\s:#"'[{][^:#]*?)\s*:\s+|^\s*(?:- +)+/.exec(line)?.[0] ?? '';
  return {
    before,
    value: line
      .slice(before.length)
      .replace(/\s+#.*$/, '')
      .trimEnd(),
  };
}
