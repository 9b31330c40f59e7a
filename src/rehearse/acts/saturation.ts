import type { LoadStep } from '../../model/measurements.ts';

/** A smaller growth of the throughput counts as noise. */
const growth = 1.05;

/** 1, 2, 4, … and the maximum. */
export function loadLevels(most: number): readonly number[] {
  const levels: number[] = [];
  for (let level = 1; level < most; level *= 2) levels.push(level);
  return [...levels, most];
}

/** False after a step with errors, or after two steps without growth: a single step may have been disturbed. */
export function wantsMore(steps: readonly LoadStep[]): boolean {
  const last = steps.at(-1);
  if (!last) return true;
  if (last.turnedAway + last.errors > 0) return false;
  const before = Math.max(0, ...steps.slice(0, -2).map(({ perSecond }) => perSecond));
  return steps.length < 3 || steps.slice(-2).some(({ perSecond }) => perSecond >= before * growth);
}

/** The fewest connections with the full throughput; steps in which calls were turned away do not count. */
export function saturationOf(steps: readonly LoadStep[]): number {
  const sound = steps.filter(({ turnedAway }) => turnedAway === 0);
  const most = Math.max(0, ...sound.map(({ perSecond }) => perSecond));
  const found = sound.find(({ perSecond }) => perSecond * growth >= most) ?? steps[0];
  return found?.connections ?? 1;
}
