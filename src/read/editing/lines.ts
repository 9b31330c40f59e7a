import { isMap, isSeq, type Node } from 'yaml';
import type { Editable, Entry } from './editable.ts';
import { stretchOf } from './editable.ts';
import type { Stretch, TextEdit } from './text-edits.ts';

/** The whole lines of a member: the comments directly above it, its text, and what is indented below it. */
export interface Region extends Stretch {
  readonly keyLine: number;
  /** After the last line of the value, before the comments below it. */
  readonly valueEnd: number;
}

/**
 * Comments above the first member of a file belong to the file, and stay on top. Comments with a blank line below them
 * belong to no member, and stay where they are.
 */
export function regionOf(editable: Editable, entry: Entry): Region {
  const keyLine = lineStart(editable, stretchOf(entry.key).start);
  const isFirstOfFile = entry.map === editable.root && entry.index === 0;
  const column = stretchOf(entry.key).start - keyLine;
  let start = keyLine;
  while (!isFirstOfFile && start > 0) {
    const above = lineStart(editable, start - 1);
    const comment = commentOnly(editable, above);
    if (!comment || comment.start - above > column) break;
    start = above;
  }
  const contentEnd = Math.max(stretchOf(entry.key).end, endOfContent(entry.value));
  // A block scalar includes the line break of its last line; every other value ends within a line.
  const isEnded = editable.tracked.text[contentEnd - 1] === '\n';
  const valueEnd = isEnded ? contentEnd : nextLine(editable, contentEnd);
  return { start, keyLine, valueEnd, end: endWithDeeperComments(editable, valueEnd, column) };
}

function endWithDeeperComments(editable: Editable, valueEnd: number, column: number): number {
  let end = valueEnd;
  for (let line = valueEnd; line < editable.tracked.text.length; line = nextLine(editable, line)) {
    const comment = commentOnly(editable, line);
    if (comment && comment.start - line > column) end = nextLine(editable, line);
    else if (!isBlank(editable, line)) break;
  }
  return end;
}

/** Whether a member starts its line: only spaces are before it. */
export function standsOnOwnLines(editable: Editable, { key, map }: Entry): boolean {
  const { start } = stretchOf(key);
  return !map.flow && /^ *$/.test(editable.tracked.text.slice(lineStart(editable, start), start));
}

/** Where the text of a value ends. A block map ends with its last value: the parser's range also includes comments. */
function endOfContent(node: Node | null): number {
  if (!node) return 0;
  const isBlock = (isMap(node) || isSeq(node)) && !node.flow && node.items.length > 0;
  if (!isBlock) {
    const { start, end } = stretchOf(node);
    return end > start ? end : 0;
  }
  if (isSeq<Node>(node)) return Math.max(stretchOf(node).start, endOfContent(node.items.at(-1) ?? null));
  if (!isMap<Node, Node | null>(node)) return 0;
  const last = node.items.at(-1);
  return last ? Math.max(stretchOf(last.key).end, endOfContent(last.value)) : 0;
}

export function lineStart({ tracked: { text } }: Editable, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function nextLine({ tracked: { text } }: Editable, offset: number): number {
  return text.indexOf('\n', offset) + 1 || text.length;
}

export function isBlank(editable: Editable, line: number): boolean {
  return editable.tracked.text.slice(line, nextLine(editable, line)).trim() === '';
}

/** The comment of a line that has no other text. */
function commentOnly({ tracked: { text }, comments }: Editable, line: number): Stretch | undefined {
  const end = text.indexOf('\n', line) === -1 ? text.length : text.indexOf('\n', line);
  const comment = comments.find(({ start }) => start >= line && start < end);
  return comment && text.slice(line, comment.start).trim() === '' ? comment : undefined;
}

/** The line break of a line, to use the same one for a new line beside it. */
export function lineBreakAt({ tracked: { text } }: Editable, offset: number): string {
  const newline = text.indexOf('\n', offset);
  return newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n';
}

/** The same lines, indented. Empty lines stay empty. */
export function indented({ tracked: { text } }: Editable, { start, end }: Stretch, indent: string) {
  const pieces: TextEdit['pieces'][number][] = [];
  for (let line = start; line < end; ) {
    const newline = text.indexOf('\n', line);
    const next = newline === -1 || newline >= end ? end : newline + 1;
    const isLineStart = line === 0 || text[line - 1] === '\n';
    if (isLineStart && !/^\r?\n?$/.test(text.slice(line, next))) pieces.push(indent);
    pieces.push({ start: line, end: next });
    line = next;
  }
  return pieces;
}
