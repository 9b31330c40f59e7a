import { commonRuns } from '../text/diff-lines.ts';

/** A part of the result: merged lines, or three versions in conflict. */
export type Chunk =
  | { readonly kind: 'settled'; readonly lines: readonly string[] }
  | ({ readonly kind: 'conflict' } & ThreeSides);

export interface ThreeSides {
  readonly previous: readonly string[];
  readonly current: readonly string[];
  readonly incoming: readonly string[];
}

/**
 * Merges three versions of a list of lines. Between two lines that all three have, the side that changed wins; where
 * both changed differently, there is a conflict. A line that only `current` has is always in the result. Where the
 * base is not sure, no line of `current` is removed because it is in the base. What one side wrote above the first line
 * stays there, whatever the other did to that line.
 */
export function mergeLines({ previous, current, incoming }: ThreeSides, isSure: boolean): Chunk[] {
  const inCurrent = positions(previous, current);
  const inIncoming = positions(previous, incoming);
  const chunks: Chunk[] = [];
  let from: Cursor = { previous: 0, current: 0, incoming: 0 };
  for (let index = 0; index <= previous.length; index += 1) {
    const anchor = anchorAt(index, { previous, current, incoming }, inCurrent, inIncoming);
    if (!anchor) continue;
    chunks.push(
      ...settle(
        {
          previous: previous.slice(from.previous, anchor.previous),
          current: current.slice(from.current, anchor.current),
          incoming: incoming.slice(from.incoming, anchor.incoming),
        },
        { isSure, isFirst: from.previous === 0 },
      ),
    );
    if (index < previous.length) chunks.push({ kind: 'settled', lines: previous.slice(index, index + 1) });
    from = { previous: anchor.previous + 1, current: anchor.current + 1, incoming: anchor.incoming + 1 };
  }
  return chunks;
}

interface Cursor {
  readonly previous: number;
  readonly current: number;
  readonly incoming: number;
}

/** The position of a base line in all three versions; undefined where one lacks it. The end of the texts counts too. */
function anchorAt(
  index: number,
  sides: ThreeSides,
  inCurrent: ReadonlyMap<number, number>,
  inIncoming: ReadonlyMap<number, number>,
): Cursor | undefined {
  if (index === sides.previous.length)
    return { previous: index, current: sides.current.length, incoming: sides.incoming.length };
  const current = inCurrent.get(index);
  const incoming = inIncoming.get(index);
  if (current === undefined || incoming === undefined) return undefined;
  return { previous: index, current, incoming };
}

/** Line of `previous` → the same line in another version. */
function positions(previous: readonly string[], other: readonly string[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const { left, right, length } of commonRuns(previous, other))
    for (let offset = 0; offset < length; offset += 1) found.set(left + offset, right + offset);
  return found;
}

interface Place {
  readonly isSure: boolean;
  readonly isFirst: boolean;
}

function settle(sides: ThreeSides, { isSure, isFirst }: Place): Chunk[] {
  const { previous, current, incoming } = sides;
  if (isSame(incoming, previous) || isSame(current, incoming)) return [{ kind: 'settled', lines: current }];
  if (isSame(current, previous) && (isSure || current.length === 0))
    return [{ kind: 'settled', lines: incoming }];
  const above = isSure && isFirst ? aboveTheFirst(sides) : undefined;
  if (above) return [{ kind: 'settled', lines: above }];
  return [{ kind: 'conflict', ...sides }];
}

/** One side has all lines of the base, and others above them; the other side changed those of the base. */
function aboveTheFirst({ previous, current, incoming }: ThreeSides): readonly string[] | undefined {
  const both = [
    [current, incoming],
    [incoming, current],
  ] as const;
  const [found, another] = both.flatMap(([longer, other]) => {
    const added = longer.length - previous.length;
    const isAbove = previous.length > 0 && added > 0 && isSame(longer.slice(added), previous);
    return isAbove ? [[...longer.slice(0, added), ...other]] : [];
  });
  return another ? undefined : found;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}
