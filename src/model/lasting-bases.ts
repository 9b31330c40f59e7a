import type { BaseImage, Catalogue } from './catalogue.ts';

/**
 * The bases that advice may name: ECR scans them, and they are supported for two more years. AWS's own list comes first,
 * then the longest support. Where none is left, the one with the longest support.
 */
export function lastingBases({ bases }: Catalogue, today: string): readonly BaseImage[] {
  const best = bases.filter(({ scannable }) => scannable).sort(longestFirst);
  const lasting = best.filter(({ endOfLife }) => endOfLife >= twoYearsAfter(today));
  if (lasting.length === 0) return best.slice(0, 1);
  return lasting.sort((a, b) => Number(b.listed) - Number(a.listed));
}

function longestFirst(a: BaseImage, b: BaseImage): number {
  return a.endOfLife < b.endOfLife ? 1 : -1;
}

function twoYearsAfter(day: string): string {
  return `${Number(day.slice(0, 4)) + 2}${day.slice(4)}`;
}
