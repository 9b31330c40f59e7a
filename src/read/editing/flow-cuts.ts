import { type Editable, type EditableMap, type Entry, stretchOf } from './editable.ts';
import type { Stretch, TextEdit } from './text-edits.ts';

/** Removes members from a map in braces, each with its comma. Comments around them stay. */
export function cutFromFlow(editable: Editable, map: EditableMap, cut: readonly Entry[]): TextEdit[] {
  const indexes = new Set(cut.map(({ index }) => index));
  const commas = cut.flatMap((entry) => commaBehind(editable, entryEnd(entry)) ?? []);
  const lastKept = map.items.findLastIndex((_, index) => !indexes.has(index));
  const hasTrailingComma = commaBehind(editable, itemEnd(map, map.items.length - 1)) !== undefined;
  // When the last members are removed, the comma before them is removed too.
  if (lastKept >= 0 && lastKept < map.items.length - 1 && !hasTrailingComma)
    commas.push(...[commaBehind(editable, itemEnd(map, lastKept)) ?? []].flat());
  const stretches = [...cut.map((entry) => ({ ...stretchOf(entry.key), end: entryEnd(entry) })), ...commas];
  return joined(stretches).map((stretch) => {
    const { start, end } = withEmptiedLine(editable, stretch);
    return { start, end, pieces: [], shownAt: start };
  });
}

export function entryEnd({ key, value }: Pick<Entry, 'key' | 'value'>): number {
  return Math.max(stretchOf(key).end, value ? stretchOf(value).end : 0);
}

function itemEnd(map: EditableMap, index: number): number {
  const pair = map.items[index];
  return pair ? Math.max(stretchOf(pair.key).end, pair.value ? stretchOf(pair.value).end : 0) : 0;
}

/** The comma after a member, behind white space and comments; the last member may have none. */
function commaBehind({ tracked: { text }, comments }: Editable, offset: number): Stretch | undefined {
  let at = offset;
  while (at < text.length) {
    const comment = comments.find(({ start }) => start === at);
    if (comment) at = comment.end;
    else if (/\s/.test(text.charAt(at))) at += 1;
    else break;
  }
  return text[at] === ',' ? { start: at, end: at + 1 } : undefined;
}

/** Joins stretches that touch or overlap. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const stretch of [...stretches].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && last.end >= stretch.start)
      result[result.length - 1] = { start: last.start, end: stretch.end };
    else result.push(stretch);
  }
  return result;
}

/** Also cuts the spaces after a stretch, unless a comment follows, and the whole line where it holds nothing else. */
function withEmptiedLine({ tracked: { text } }: Editable, { start, end }: Stretch): Stretch {
  const spaces = /^ *(?!#| )/.exec(text.slice(end))?.[0].length ?? 0;
  const before = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, start));
  const lineEnd = /^ *(\r?\n)/.exec(text.slice(end));
  if (before && lineEnd) return { start: start - (before[1]?.length ?? 0), end: end + lineEnd[0].length };
  return { start, end: lineEnd ? end : end + spaces };
}
