import { type ImageCopy, imageFolder } from './image-copies.ts';

/**
 * The COPY lines of a Dockerfile that bring files of the listing into the image's folder: ours, and those that the
 * seller has added. Other lines copy between stages, or to places that this machine does not have.
 */
export function dockerfileCopies(text: string): readonly ImageCopy[] {
  return text
    .replace(/\\[ \t]*\r?\n/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, flags = '', rest = ''] = /^\s*(?:COPY|ADD)\s+((?:--\S+\s+)*)(.*)$/i.exec(line) ?? [];
      const words = /--from=/.test(flags) ? [] : wordsOf(rest.trim());
      const to = words.at(-1) ?? '';
      const from = words.slice(0, -1).map((path) => path.replace(/^\.?\/+/, ''));
      return from.length > 0 && to.startsWith(imageFolder) ? [{ from, to }] : [];
    });
}

/** The words of one COPY, in either of its forms. */
function wordsOf(text: string): readonly string[] {
  if (!text.startsWith('[')) return text.split(/\s+/);
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) ? words.map(String) : [];
  } catch {
    return [];
  }
}

/** Whether a Dockerfile copies all that ours would: otherwise it is the seller's own, and nobody knows what it does. */
export function copiesAll(copies: readonly ImageCopy[], wanted: readonly ImageCopy[]): boolean {
  const has = new Set(copies.flatMap(pairsOf));
  return wanted.flatMap(pairsOf).every((pair) => has.has(pair));
}

function pairsOf({ from, to }: ImageCopy): readonly string[] {
  const place = to.replace(/\/$/, '');
  return from.map((path) => `${path.replace(/\/$/, '')} → ${place}`);
}
