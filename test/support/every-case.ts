/** CI tries every case. `npm test` tries some, always the same ones, to answer in minutes. */
export const isEveryCase = process.env['EVERY_CASE'] === '1';

/** The end of a title of what CI alone tries. */
export const inCiAlone = isEveryCase ? '' : ' (tried with EVERY_CASE=1, as CI does)';

/** The first of every few cases; in CI all of them. */
export function oneIn<Case>(few: number, cases: readonly Case[]): readonly Case[] {
  return isEveryCase ? cases : cases.filter((_, index) => index % few === 0);
}

/** How often a property is tried. */
export function tries(usually: number, inCi: number): number {
  return isEveryCase ? inCi : usually;
}
