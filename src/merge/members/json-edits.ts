import type { Json } from '../../model/file-plan.ts';
import { type JsonDocument, type JsonMember, type JsonObject, readJson, type Stretch } from './json-nodes.ts';
import type { MemberPath } from './member-text.ts';

/** How a text is laid out. */
export interface JsonLayout {
  /** One level of indentation. */
  readonly unit: string;
  /** A text of one line stays one. */
  readonly isOneLine: boolean;
  /** A value, its second line and the next ones below this indentation. */
  readonly print: (value: Json, indent: string) => string;
}

/** Adds a member behind another one, or as the first. A comment at the end of a line stays with its line. */
export function insertMember(
  text: string,
  path: MemberPath,
  { key, behind, value }: { readonly key: string; readonly behind: string | undefined; readonly value: Json },
  layout: JsonLayout,
): string {
  const { document, object } = objectAt(text, path);
  const anchor = behind === undefined ? undefined : memberOf(object, behind);
  const [first] = object.members;
  const isInline = first ? !text.slice(object.start, first.start).includes('\n') : layout.isOneLine;
  const behindAnchor = anchor ? endOf(anchor) : object.start + 1;
  const inline = anchor || !first ? behindAnchor : first.start;
  const place = isInline ? inline : lineEndAfter(text, document, behindAnchor);
  const indent = first ? indentAt(text, first.start) : indentAt(text, object.start) + layout.unit;
  const member = `${JSON.stringify(key)}: ${layout.print(value, indent)}`;
  const isLast = anchor ? anchor === object.members.at(-1) && anchor.comma === undefined : !first;
  const before = isInline ? (anchor ? ' ' : '') : `\n${indent}`;
  const after = isLast ? '' : isInline && !anchor ? ', ' : ',';
  const closing = first || isInline ? '' : `\n${indentAt(text, object.start)}`;
  const isClosed = /^\s*\n/.test(text.slice(place));
  const piece = before + member + after + (isClosed ? '' : closing);
  if (!anchor || !isLast) return replaced(text, { start: place, end: place }, piece);
  const { end } = anchor.value;
  return `${text.slice(0, end)},${text.slice(end, place)}${piece}${text.slice(place)}`;
}

/** Removes a member, and its line where nothing else is on it. Comments stay. */
export function removeMember(text: string, path: MemberPath, key: string): string {
  const { document, object } = objectAt(text, path);
  const member = memberOf(object, key);
  if (!member) return text;
  const stretch = { start: member.start, end: endOf(member) };
  const comments = commentsIn(text, document, stretch);
  const isLineEnd = /^[ \t]*\r?\n/.test(text.slice(stretch.end));
  const left = comments.length > 0 ? `${comments.join('\n')}${isLineEnd ? '' : '\n'}` : '';
  const result = replaced(text, left === '' ? withItsLine(text, stretch) : stretch, left);
  const before = object.members[object.members.indexOf(member) - 1];
  if (member.comma !== undefined || before?.comma === undefined) return result;
  return replaced(result, { start: before.comma, end: before.comma + 1 }, '');
}

/** Gives a member another value. Comments in the old one stay behind it. */
export function replaceValue(text: string, path: MemberPath, value: Json, layout: JsonLayout): string {
  const { document, object } = objectAt(text, path.slice(0, -1));
  const member = memberOf(object, path.at(-1) ?? '');
  if (!member) return text;
  const indent = indentAt(text, member.start);
  const comments = commentsIn(text, document, member.value).map((comment) => `\n${indent}${comment}`);
  const end = comments.length > 0 ? `\n${indent}` : '';
  return replaced(text, member.value, layout.print(value, indent) + comments.join('') + end);
}

function objectAt(text: string, path: MemberPath): { document: JsonDocument; object: JsonObject } {
  const document = readJson(text);
  if (!document) throw new Error('an edit has left no JSON');
  let object = document.root;
  for (const key of path) {
    const value = memberOf(object, key)?.value;
    if (value?.kind !== 'object') throw new Error(`there is no object at ${path.join('.')}`);
    object = value;
  }
  return { document, object };
}

/** Of a name that is there twice, the last one counts. */
export function memberOf({ members }: JsonObject, key: string): JsonMember | undefined {
  return members.findLast((member) => member.key === key);
}

function endOf({ comma, value }: JsonMember): number {
  return comma === undefined ? value.end : comma + 1;
}

/** The end of the line, if there are only comments before it; else the place itself. */
function lineEndAfter(text: string, { comments }: JsonDocument, from: number): number {
  let at = from;
  for (;;) {
    at += (/^[ \t\r]*/.exec(text.slice(at)) ?? [''])[0].length;
    if (text[at] === '\n') return text[at - 1] === '\r' ? at - 1 : at;
    const comment = comments.find(({ start }) => start === at);
    if (!comment || text.slice(comment.start, comment.end).includes('\n')) return from;
    at = comment.end;
  }
}

function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function withItsLine(text: string, { start, end }: Stretch): Stretch {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0];
  if (rest !== undefined && text.slice(lineStart, start).trim() === '')
    return { start: lineStart, end: end + rest.length };
  return { start, end: end + (/^[ \t]*/.exec(text.slice(end)) ?? [''])[0].length };
}

function commentsIn(text: string, { comments }: JsonDocument, { start, end }: Stretch): readonly string[] {
  const inside = comments.filter((comment) => comment.start >= start && comment.end <= end);
  return inside.map((comment) => text.slice(comment.start, comment.end));
}

function replaced(text: string, { start, end }: Stretch, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}
