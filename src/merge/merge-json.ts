import type { Json } from '../model/file-plan.ts';
import { jsonText } from '../text/json-text.ts';
import { mergeLines, sideOf } from './merge-lines.ts';
import type { ThreeTexts } from './three-texts.ts';

/**
 * Merges JSON by its members: by lines, a dependency that the seller added beside one that the generator changed would
 * be a conflict. All three resulting texts have every member that can be merged, so they differ only in what the seller
 * has to decide. Undefined where the result would change the seller's layout.
 */
export function mergeJson(texts: ThreeTexts): ThreeTexts | undefined {
  const { previous, current, incoming, isSure } = texts;
  if (!current.trimStart().startsWith('{')) return undefined;
  const [before, now, next] = [(isSure && previous) || '{}', current, incoming].map(parsed);
  if (before === undefined || now === undefined || next === undefined) return undefined;
  const print = layoutOf(current, now);
  if (!print) return undefined;
  const as = (side: Side) => print(mergeMember({ before, now, next }, side) ?? {});
  return {
    previous: previous === undefined ? undefined : as('before'),
    current: as('now'),
    incoming: as('next'),
    isSure,
  };
}

type Side = 'before' | 'now' | 'next';

type Sides<Value> = Readonly<Record<Side, Value>>;

/** The print function that reproduces the text exactly. */
function layoutOf(text: string, value: Json): ((value: Json) => string) | undefined {
  const indent = /^\{\n([ \t]+)/.exec(text)?.[1] ?? '  ';
  const end = text.endsWith('\n') ? '\n' : '';
  const layouts = [
    (json: Json) => jsonText(json).slice(0, -1) + end,
    (json: Json) => JSON.stringify(json, null, indent) + end,
  ];
  return layouts.find((layout) => layout(value) === text);
}

/** A member with the changes of both sides; where the changes conflict, the value of `side`. */
function mergeMember(sides: Sides<Json | undefined>, side: Side): Json | undefined {
  const { before, now, next } = sides;
  if (isSame(now, next) || isSame(before, next)) return now;
  if (isSame(before, now)) return next;
  if (now === undefined || next === undefined) return sides[side];
  const records = recordsOf({ before: before ?? {}, now, next });
  if (!records) return Array.isArray(now) && Array.isArray(next) ? mergeItems(sides, side) : sides[side];
  const merged = mergeRecords(records, side);
  return Array.isArray(now) ? Object.values(merged) : merged;
}

function mergeRecords({ before, now, next }: Sides<JsonRecord>, side: Side): JsonRecord {
  const merged: [string, Json][] = [];
  for (const key of keysInOrder(now, next)) {
    const sides = { before: own(before, key), now: own(now, key), next: own(next, key) };
    const member = mergeMember(sides, side);
    if (member !== undefined) merged.push([key, member]);
  }
  return Object.fromEntries(merged);
}

/**
 * Values that merge by members: records, lists with one item, and lists whose items have names. So a price that the
 * seller filled in stays beside a new one.
 */
function recordsOf(sides: Sides<Json>): Sides<JsonRecord> | undefined {
  const values = [sides.before, sides.now, sides.next];
  const [before, now, next] = values.every(isRecord)
    ? values
    : values.every(isListOfOne)
      ? values.map(([item]) => ({ item }))
      : values.map(byName);
  return before && now && next ? { before, now, next } : undefined;
}

/** Any other list merges like the lines of a text. */
function mergeItems({ before, now, next }: Sides<Json | undefined>, side: Side): Json {
  const [previous = [], current = [], incoming = []] = [before, now, next].map((list) =>
    Array.isArray(list) ? list.map((item) => JSON.stringify(item)) : [],
  );
  const lines = sideOf(lineSides[side], mergeLines({ previous, current, incoming }, true));
  return lines.map((line) => JSON.parse(line) as Json);
}

const lineSides = { before: 'previous', now: 'current', next: 'incoming' } as const;

function isListOfOne(value: Json): value is readonly [JsonRecord] {
  return Array.isArray(value) && value.length === 1 && isRecord(value[0]);
}

/**
 * The items by name; undefined where a name is missing or not unique. The prefix keeps JavaScript from reading a name
 * as a number, which would change the order.
 */
function byName(value: Json): JsonRecord | undefined {
  if (!Array.isArray(value)) return undefined;
  const named = value.flatMap((item: Json) => {
    const name = isRecord(item) ? Object.values(item)[0] : undefined;
    return typeof name === 'string' ? [[`item ${name}`, item] as const] : [];
  });
  const record = Object.fromEntries(named);
  return Object.keys(record).length === value.length ? record : undefined;
}

/** The seller's order; a new member comes after the member that it follows in the generated file. */
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
