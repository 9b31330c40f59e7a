import type { Json } from '../../model/file-plan.ts';
import { jsonText } from '../../text/json-text.ts';
import { insertMember, type JsonLayout, memberOf, removeMember, replaceValue } from './json-edits.ts';
import { type JsonNode, type JsonObject, jsonOf, readJson } from './json-nodes.ts';
import {
  isJsonRecord,
  isSameJson,
  type JsonRecord,
  type MemberPath,
  type MemberText,
} from './member-text.ts';

/** A JSON text, with or without comments; undefined where it is none. */
export function jsonMembers(text: string): MemberText | undefined {
  const root = readJson(text)?.root;
  if (!root) return undefined;
  const value = jsonOf(root) as JsonRecord;
  const layout = layoutOf(text, root, value);
  return {
    value,
    lineOf: (path) => lineOf(text, root, path),
    rewritten: (wanted) => rewritten(text, { path: [], now: value, wanted }, layout),
  };
}

interface Change {
  readonly path: MemberPath;
  readonly now: JsonRecord;
  readonly wanted: JsonRecord;
}

/** One edit after the other, each in the text that the one before has left. */
function rewritten(text: string, { path, now, wanted }: Change, layout: JsonLayout): string {
  let result = text;
  for (const key of Object.keys(now))
    if (!Object.hasOwn(wanted, key)) result = removeMember(result, path, key);
  let behind: string | undefined;
  for (const [key, value] of Object.entries(wanted)) {
    const before = Object.hasOwn(now, key) ? now[key] : undefined;
    const place = [...path, key];
    if (before === undefined) result = insertMember(result, path, { key, behind, value }, layout);
    else if (isJsonRecord(before) && isJsonRecord(value))
      result = rewritten(result, { path: place, now: before, wanted: value }, layout);
    else if (!isSameJson(before, value)) result = replaceValue(result, place, value, layout);
    behind = key;
  }
  return result;
}

/** Lists as npm prints them, or short ones on one line; a text of one line stays one. */
function layoutOf(text: string, { members, start }: JsonObject, value: JsonRecord): JsonLayout {
  const unit = /\n([ \t]+)$/.exec(text.slice(0, members[0]?.start ?? start))?.[1] ?? '  ';
  const isOneLine = members.length > 0 && !text.trim().includes('\n');
  const isAsNpm = members.length > 0 && JSON.stringify(value, null, unit) === text.trim();
  const printed = (json: Json) => {
    if (isOneLine) return JSON.stringify(json);
    if (isAsNpm) return JSON.stringify(json, null, unit);
    const lines = jsonText(json).trimEnd();
    return lines.replace(/^(?: {2})+/gm, (spaces) => unit.repeat(spaces.length / 2));
  };
  return { unit, isOneLine, print: (json, indent) => printed(json).replaceAll('\n', `\n${indent}`) };
}

function lineOf(text: string, root: JsonNode, path: MemberPath): number {
  let [node, start] = [root, 0];
  for (const key of path) {
    const member = node.kind === 'object' ? memberOf(node, key) : undefined;
    if (!member) break;
    [node, start] = [member.value, member.start];
  }
  return text.slice(0, start).split('\n').length;
}
