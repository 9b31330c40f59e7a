import { commonRuns } from '../text/diff-lines.ts';
import { splitLines } from '../text/split-lines.ts';
import { markedLines } from './conflict-marks.ts';
import { mergeJson } from './merge-json.ts';
import { type Chunk, mergeLines, sideOf } from './merge-lines.ts';
import type { ThreeTexts } from './three-texts.ts';

/** The merged text, with conflict marks where only the seller can decide. */
export interface MergedText {
  readonly kind: 'clean' | 'conflict';
  readonly text: string;
}

/**
 * Merges any three texts. Never fails, and every line of `current` that the generator did not write is in the result.
 * A file whose lines all end in CR LF keeps these line ends.
 */
export function mergeText(texts: ThreeTexts): MergedText {
  if (hasWindowsEndings(texts.current)) {
    const merged = mergeUnix({ ...texts, current: withUnixEndings(texts.current) });
    return { ...merged, text: merged.text.replaceAll('\n', '\r\n') };
  }
  return mergeUnix(texts);
}

/** The text with the generator's line ends: a git checkout that changed every line end is not an edit. */
export function withUnixEndings(text: string): string {
  return hasWindowsEndings(text) ? text.replaceAll('\r\n', '\n') : text;
}

export function hasWindowsEndings(text: string): boolean {
  return text.includes('\r\n') && !/(?<!\r)\n/.test(text);
}

function mergeUnix(texts: ThreeTexts): MergedText {
  if (texts.current === texts.incoming) return { kind: 'clean', text: texts.current };
  const members = mergeJson(texts);
  const chunks = members ? keepApart(mergeChunks(members), members) : mergeChunks(texts);
  const isClean = chunks.every(({ kind }) => kind === 'settled');
  return { kind: isClean ? 'clean' : 'conflict', text: chunks.flatMap(linesOf).join('') };
}

function mergeChunks(texts: ThreeTexts): Chunk[] {
  const current = splitLines(texts.current);
  const incoming = splitLines(texts.incoming);
  if (texts.previous === undefined) return sideBySide(current, incoming);
  return mergeLines({ previous: splitLines(texts.previous), current, incoming }, texts.isSure);
}

/** After the JSON merge, the texts differ only in conflicts. Equal lines must not move a conflict to another place. */
function keepApart(chunks: Chunk[], { current, incoming }: ThreeTexts): Chunk[] {
  const isApart =
    sideOf('current', chunks).join('') === current && sideOf('incoming', chunks).join('') === incoming;
  return isApart ? chunks : sideBySide(splitLines(current), splitLines(incoming));
}

/** Without a base it is unknown who changed what: the seller decides every difference. */
function sideBySide(current: readonly string[], incoming: readonly string[]): Chunk[] {
  const chunks: Chunk[] = [];
  let [left, right] = [0, 0];
  const end = { left: current.length, right: incoming.length, length: 0 };
  for (const run of [...commonRuns(current, incoming), end]) {
    const sides = { current: current.slice(left, run.left), incoming: incoming.slice(right, run.right) };
    if (sides.current.length + sides.incoming.length > 0)
      chunks.push({ kind: 'conflict', previous: [], ...sides });
    chunks.push({ kind: 'settled', lines: current.slice(run.left, run.left + run.length) });
    [left, right] = [run.left + run.length, run.right + run.length];
  }
  return chunks;
}

function linesOf(chunk: Chunk): readonly string[] {
  return chunk.kind === 'settled' ? chunk.lines : markedLines(chunk);
}
