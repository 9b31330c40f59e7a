import type { KeptMember } from '../../model/change-set.ts';
import type { Json } from '../../model/file-plan.ts';
import { type Chunk, mergeLines } from '../merge-lines.ts';
import { isJsonRecord, isSameJson, type JsonRecord, type MemberPath, ownMember } from './member-text.ts';

export interface ThreeValues {
  /** What was generated last time; undefined for a file that the seller made. */
  readonly before: JsonRecord | undefined;
  readonly now: JsonRecord;
  readonly next: JsonRecord;
  /** Members that have to be as generated, whatever a file of the seller's says. */
  readonly needed: readonly string[];
}

export interface MergedMembers {
  readonly value: JsonRecord;
  /** Where both sides say something else. */
  readonly kept: readonly Omit<KeptMember, 'line'>[];
}

/**
 * Merges by members. Where the generator and the seller both changed one, the seller's stays, so that the result is always whole;
 * each of these is reported.
 */
export function mergeMembers({ before, now, next, needed }: ThreeValues): MergedMembers {
  const run: Run = { isAdopted: before === undefined, needed, kept: [] };
  return { value: mergeRecords({ before: before ?? {}, now, next }, [], run), kept: run.kept };
}

interface Run {
  readonly isAdopted: boolean;
  readonly needed: readonly string[];
  readonly kept: MergedMembers['kept'][number][];
}

function mergeRecords({ before, now, next }: Sides<JsonRecord>, path: MemberPath, run: Run): JsonRecord {
  const keys = keysInOrder(Object.keys(now), Object.keys(next));
  const members = keys.flatMap((key): (readonly [string, Json])[] => {
    const sides = { before: ownMember(before, key), now: ownMember(now, key), next: ownMember(next, key) };
    const merged = mergeMember(sides, [...path, key], run);
    return merged === undefined ? [] : [[key, merged]];
  });
  return Object.fromEntries(members);
}

function mergeMember(sides: Sides<Json | undefined>, path: MemberPath, run: Run): Json | undefined {
  const { before, now, next } = sides;
  if (isSameJson(now, next)) return now;
  if (run.isAdopted && next !== undefined && run.needed.includes(path.join('.'))) {
    run.kept.push({ path, yours: now, generated: next, isReplaced: true });
    return next;
  }
  if (isSameJson(before, next)) return now;
  if (isSameJson(before, now) || (run.isAdopted && saysNothing(now))) return next;
  if (now === undefined || next === undefined) return stays(sides, path, run);
  const records = recordsOf({ before: before ?? {}, now, next });
  if (records) {
    const merged = mergeRecords(records, path, run);
    return Array.isArray(now) ? Object.values(merged) : merged;
  }
  return Array.isArray(now) && Array.isArray(next) ? mergeItems(sides, path, run) : stays(sides, path, run);
}

function stays({ now, next }: Sides<Json | undefined>, path: MemberPath, run: Run): Json | undefined {
  run.kept.push({ path, yours: now, generated: next, isReplaced: false });
  return now;
}

/** Any other list merges like the lines of a text. Of plain values, those that both sides added go together. */
function mergeItems(sides: Sides<Json | undefined>, path: MemberPath, run: Run): Json {
  const [previous = [], current = [], incoming = []] = [sides.before, sides.now, sides.next].map(itemsOf);
  const chunks = mergeLines({ previous, current, incoming }, true);
  const isPlain = [...current, ...incoming].every((item) => !/^[[{]/.test(item));
  const isUnited = (chunk: Chunk) => chunk.kind === 'settled' || (isPlain && chunk.previous.length === 0);
  if (!chunks.every(isUnited)) stays(sides, path, run);
  const items = chunks.flatMap((chunk) => {
    if (chunk.kind === 'settled') return chunk.lines;
    const added = isUnited(chunk) ? chunk.incoming.filter((item) => !current.includes(item)) : [];
    return [...chunk.current, ...added];
  });
  return items.map((item) => JSON.parse(item) as Json);
}

interface Sides<Value> {
  readonly before: Value;
  readonly now: Value;
  readonly next: Value;
}

/** What `npm init` and its like write where nobody has said anything. */
function saysNothing(value: Json | undefined): boolean {
  return value === '' || value === 'echo "Error: no test specified" && exit 1';
}

function itemsOf(list: Json | undefined): readonly string[] {
  return Array.isArray(list) ? list.map((item) => JSON.stringify(item)) : [];
}

/**
 * Values that merge by members: records, lists with one item, and lists whose items have names. So a price that the
 * seller filled in stays beside a new one.
 */
function recordsOf(sides: Sides<Json>): Sides<JsonRecord> | undefined {
  const values = [sides.before, sides.now, sides.next];
  const [before, now, next] = values.every(isJsonRecord)
    ? values
    : values.every(isListOfOne)
      ? values.map(([item]) => ({ item }))
      : values.map(byName);
  return before && now && next ? { before, now, next } : undefined;
}

function isListOfOne(value: Json): value is readonly [JsonRecord] {
  return Array.isArray(value) && value.length === 1 && isJsonRecord(value[0]);
}

/**
 * The items by name; undefined where a name is missing or not unique. The prefix keeps JavaScript from reading a name
 * as a number, which would change the order.
 */
function byName(value: Json): JsonRecord | undefined {
  if (!Array.isArray(value)) return undefined;
  // Jupyter sorts the members of a cell, so that its id is not the first.
  const haveIds = value.every((item: Json) => isJsonRecord(item) && typeof item['id'] === 'string');
  const named = value.flatMap((item: Json) => {
    const name = isJsonRecord(item) ? (haveIds ? item['id'] : Object.values(item)[0]) : undefined;
    return typeof name === 'string' ? [[`item ${name}`, item] as const] : [];
  });
  const record = Object.fromEntries(named);
  return Object.keys(record).length === value.length ? record : undefined;
}

/** The seller's order; a new member comes after the member that it follows in the generated file. */
function keysInOrder(now: readonly string[], next: readonly string[]): readonly string[] {
  const keys = [...now];
  for (const [index, key] of next.entries()) {
    if (keys.includes(key)) continue;
    const previous = next[index - 1];
    keys.splice(previous === undefined ? 0 : keys.indexOf(previous) + 1, 0, key);
  }
  return keys;
}
