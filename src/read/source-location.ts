import type { Span } from '../model/manifest-tree.ts';
import type { Location } from '../model/problem.ts';

/** A span of text as line, column and length. A span over several lines is cut at the end of its first line. */
export function sourceLocation(span: Span): Location {
  const { text } = span.source;
  const start = Math.min(span.start, text.length);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = endOfLine(text, start);
  const underlined = text.slice(start, Math.max(start, Math.min(span.end, lineEnd))).trimEnd();
  return {
    file: span.source.file,
    line: countLines(text, lineStart),
    column: characters(text.slice(lineStart, start)) + 1,
    length: Math.max(1, characters(underlined)),
    source: text.slice(lineStart, lineEnd),
  };
}

/** For a file without text to point at: it is missing, too large or not text. */
export function wholeFile(file: string): Location {
  return { file, line: 1, column: 1, length: 0, source: '' };
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  const end = newline === -1 ? text.length : newline;
  return text[end - 1] === '\r' && end > from ? end - 1 : end;
}

function countLines(text: string, lineStart: number): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < lineStart; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Counts code points, so that an emoji is one column. */
function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
