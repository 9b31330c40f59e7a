import type { KnownError } from '../model/known-errors.ts';

/** The first known error whose pattern is in the text; undefined where there is none. */
export function explainRefusal(
  knownErrors: readonly KnownError[],
  said: string,
): Omit<KnownError, 'pattern'> | undefined {
  for (const { pattern, what, fix } of knownErrors) {
    const match = new RegExp(pattern).exec(said);
    if (match) return { what: what.replace('%s', match[1] ?? ''), fix };
  }
  return undefined;
}
