import type { Json } from '../model/file-plan.ts';
import { jsonText } from '../text/json-text.ts';
import type { ThreeTexts } from './three-texts.ts';

/**
 * Merges JSON by its members: a dependency that the seller added stands beside one that the generator changed, and
 * lines would call that a conflict. Undefined where that cannot be done without touching what the seller laid out, or
 * where both changed the same member: then lines decide, and mark it.
 */
export function mergeJson({ base, current, incoming, isSure }: ThreeTexts): string | undefined {
  if (!current.trimStart().startsWith('{')) return undefined;
  const sides = [(isSure && base) || '{}', current, incoming].map(parsed);
  const [before, now, next] = sides;
  if (before === undefined || now === undefined || next === undefined) return undefined;
  const print = layoutOf(current, now);
  const merged = mergeValue(before, now, next);
  return print && merged !== undefined ? print(merged) : undefined;
}

/** The way of printing that gives back exactly what is there. */
function layoutOf(text: string, value: Json): ((value: Json) => string) | undefined {
  const indent = /^\{\n([ \t]+)/.exec(text)?.[1] ?? '  ';
  const end = text.endsWith('\n') ? '\n' : '';
  const layouts = [
    (json: Json) => jsonText(json).slice(0, -1) + end,
    (json: Json) => JSON.stringify(json, null, indent) + end,
  ];
  return layouts.find((layout) => layout(value) === text);
}

/** Undefined where both sides changed the same value, and not alike. */
function mergeValue(before: Json, now: Json, next: Json): Json | undefined {
  if (isSame(now, next) || isSame(before, next)) return now;
  if (isSame(before, now)) return next;
  if (Array.isArray(now)) return mergeLists([before, now, next]);
  if (!isRecord(before) || !isRecord(now) || !isRecord(next)) return undefined;
  const merged: [string, Json][] = [];
  for (const key of keysInOrder(now, next)) {
    const member = mergeMember(own(before, key), own(now, key), own(next, key));
    if (member === 'conflict') return undefined;
    if (member !== undefined) merged.push([key, member]);
  }
  return Object.fromEntries(merged);
}

/**
 * A list whose items have names merges by them, as a record does: a price that the seller filled in stays beside one that
 * is new. So does a list of one. Any other list is one value.
 */
function mergeLists(lists: readonly Json[]): Json | undefined {
  const [before, now, next] = lists.every(isListOfOne)
    ? lists.map(([item]) => ({ item }))
    : lists.map(byName);
  if (!before || !now || !next) return undefined;
  const merged = mergeValue(before, now, next);
  return merged !== undefined && isRecord(merged) ? Object.values(merged) : undefined;
}

function isListOfOne(value: Json): value is readonly [JsonRecord] {
  return Array.isArray(value) && value.length === 1 && isRecord(value[0]);
}

/** The items under their names, which nothing reads as numbers; undefined where one has none, or another has it too. */
function byName(value: Json): JsonRecord | undefined {
  if (!Array.isArray(value)) return undefined;
  const named = value.flatMap((item: Json) => {
    const name = isRecord(item) ? Object.values(item)[0] : undefined;
    return typeof name === 'string' ? [[`item ${name}`, item] as const] : [];
  });
  const record = Object.fromEntries(named);
  return Object.keys(record).length === value.length ? record : undefined;
}

function mergeMember(
  before: Json | undefined,
  now: Json | undefined,
  next: Json | undefined,
): Json | undefined | 'conflict' {
  if (isSame(now, next) || isSame(before, next)) return now;
  if (isSame(before, now)) return next;
  if (now === undefined || next === undefined) return 'conflict';
  return mergeValue(before ?? {}, now, next) ?? 'conflict';
}

/** The seller's order; what is new stands behind the member that it follows in the generated file. */
function keysInOrder(now: JsonRecord, next: JsonRecord): string[] {
  const keys = Object.keys(now);
  const incoming = Object.keys(next);
  for (const [index, key] of incoming.entries()) {
    if (keys.includes(key)) continue;
    const previous = incoming[index - 1];
    keys.splice(previous === undefined ? 0 : keys.indexOf(previous) + 1, 0, key);
  }
  return keys;
}

type JsonRecord = { readonly [key: string]: Json };

function own(record: JsonRecord, key: string): Json | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isRecord(value: Json): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
