import { type CommonRun, commonRuns } from '../../text/diff-lines.ts';
import { splitLines } from '../../text/split-lines.ts';

/**
 * A text that was printed, changed and printed again, in the lines of the text as it was written: only what the change has printed
 * differently is new.
 */
export function inOldLines(text: string, printedBefore: string, printedAfter: string): string {
  const written = splitLines(text);
  const [before, after] = [splitLines(printedBefore), splitLines(printedAfter)];
  const placeAfter = new Map(pairsIn(commonRuns(before, after)));
  const result: string[] = [];
  let done = 0;
  let isOld = true;
  for (const { printed, old } of blocksOf(before, written)) {
    const places = printed.map((index) => placeAfter.get(index));
    const [first = done] = places;
    isOld = places.length === 0 ? isOld : places.every((place, offset) => place === first + offset);
    if (!isOld) continue;
    result.push(...after.slice(done, first), ...old);
    done = Math.max(done, first + places.length);
  }
  return [...result, ...after.slice(done)].join('');
}

/** Lines as they are printed, by their number, and the same as they are written. */
interface Block {
  readonly printed: readonly number[];
  readonly old: readonly string[];
}

/** A block for each line that both have, but for its spaces, and one for what is between two of them. */
function blocksOf(before: readonly string[], written: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let [left, right] = [0, 0];
  const ends: readonly (readonly [number, number])[] = [[before.length, written.length]];
  for (const [from, to] of [...pairsIn(commonRuns(before.map(plain), written.map(plain))), ...ends]) {
    const printed = numbers(left, from);
    const old = written.slice(right, to);
    if (printed.length + old.length > 0) blocks.push({ printed, old });
    if (from < before.length) blocks.push({ printed: [from], old: written.slice(to, to + 1) });
    [left, right] = [from + 1, to + 1];
  }
  return blocks;
}

function plain(line: string): string {
  return line.replace(/\s+/g, '');
}

function pairsIn(runs: readonly CommonRun[]): readonly (readonly [number, number])[] {
  return runs.flatMap(({ left, right, length }) =>
    numbers(0, length).map((offset) => [left + offset, right + offset] as const),
  );
}

function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, offset) => from + offset);
}
