import { mean, type Scale, scaled, scaleOf, type Table } from '../../runtime/csv-table.ts';
import type { Hyperparameters } from '../runtime-types.ts';

export interface Line {
  readonly intercept: number;
  /** For columns that are brought to a mean of 0 and a deviation of 1. */
  readonly weights: readonly number[];
  readonly scale: Scale;
  readonly predict: (row: readonly number[]) => number;
}

interface Settings {
  readonly rounds: number;
  readonly rate: number;
  readonly loss: Hyperparameters['loss'];
  readonly isOver: () => boolean;
}

/** Down the gradient, all rows at once. */
export function fitLine({ targets, rows }: Table, { rounds, rate, loss, isOver }: Settings): Line {
  const scale = scaleOf(rows);
  const points = rows.map((row) => scaled(row, scale));
  const weights = scale.means.map(() => 0);
  let intercept = mean(targets);
  const sum = (point: readonly number[]) =>
    point.reduce((total, value, column) => total + value * (weights[column] ?? 0), intercept);
  for (let round = 0; round < rounds && !isOver(); round += 1) {
    const faults = points.map((point, at) => (targets[at] ?? 0) - sum(point));
    const pulls = loss === 'squared' ? faults : faults.map(Math.sign);
    intercept += rate * mean(pulls);
    for (const column of weights.keys())
      weights[column] = (weights[column] ?? 0) + rate * mean(pulls.map((pull, at) => pull * (points[at]?.[column] ?? 0)));
  }
  return { intercept, weights, scale, predict: (row) => sum(scaled(row, scale)) };
}
