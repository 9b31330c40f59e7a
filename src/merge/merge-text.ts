import { commonRuns } from '../text/diff-lines.ts';
import { splitLines } from '../text/split-lines.ts';
import { markedLines } from './conflict-marks.ts';
import { type Chunk, mergeLines } from './merge-lines.ts';
import type { ThreeTexts } from './three-texts.ts';
import { hasWindowsEndings, withUnixEndings } from './windows-endings.ts';

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

function mergeUnix(texts: ThreeTexts): MergedText {
  if (texts.current === texts.incoming) return { kind: 'clean', text: texts.current };
  const chunks = mergeChunks(texts);
  const isClean = chunks.every(({ kind }) => kind === 'settled');
  return { kind: isClean ? 'clean' : 'conflict', text: chunks.flatMap(linesOf).join('') };
}

function mergeChunks(texts: ThreeTexts): Chunk[] {
  const current = splitLines(texts.current);
  const incoming = splitLines(texts.incoming);
  if (texts.previous === undefined) return sideBySide(current, incoming);
  return mergeLines({ previous: splitLines(texts.previous), current, incoming }, texts.isSure);
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
