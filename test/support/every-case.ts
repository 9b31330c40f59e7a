/** CI runs every case. `npm test` runs some, always the same ones, so that it ends in minutes. */
export const isEveryCase = process.env['EVERY_CASE'] === '1';

/** The end of a title for tests that run only in CI. */
export const inCiAlone = isEveryCase ? '' : ' (tried with EVERY_CASE=1, as CI does)';

/** The first of every few cases; in CI, all of them. */
export function oneIn<Case>(few: number, cases: readonly Case[]): readonly Case[] {
  return isEveryCase ? cases : cases.filter((_, index) => index % few === 0);
}

/** The number of runs of a property. */
export function tries(usually: number, inCi: number): number {
  return isEveryCase ? inCi : usually;
}
