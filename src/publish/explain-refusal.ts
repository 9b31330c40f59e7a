import type { Remedy } from '../model/remedies.ts';

/** What the first remedy says whose pattern is in the words; nothing where none is. */
export function explainRefusal(
  remedies: readonly Remedy[],
  said: string,
): Omit<Remedy, 'pattern'> | undefined {
  for (const { pattern, what, fix } of remedies) {
    const match = new RegExp(pattern).exec(said);
    if (match) return { what: what.replace('%s', match[1] ?? ''), fix };
  }
  return undefined;
}
