import { metrics } from './contract.ts';
import type { MetricRule } from './training/rules.ts';
import type { TrainingJob } from './training.ts';

export interface Predicted {
  readonly predictions: readonly number[];
  readonly targets: readonly number[];
}

/**
 * Reports every metric of the manifest. Names that start with `validation` use the validation rows, others the
 * training rows.
 */
export function reportScores(
  report: TrainingJob['report'],
  { train, validation }: { readonly train: Predicted; readonly validation: Predicted },
): void {
  const all: readonly MetricRule[] = metrics;
  const reportNamed = report as (name: string, value: number) => void;
  for (const { name } of all) {
    const { predictions, targets } = name.startsWith('validation') ? validation : train;
    reportNamed(name, score(name, predictions, targets));
  }
}

/**
 * Computes the measure that a metric's name contains: `validation:auc` is the area under the ROC curve, and so on.
 * All other names get the root mean square error.
 */
export function score(metric: string, predictions: readonly number[], targets: readonly number[]): number {
  const name = metric.toLowerCase();
  const [, measure] = measures.find(([pattern]) => pattern.test(name)) ?? [];
  return (measure ?? rootMeanSquareError)(predictions, targets);
}

type Measure = (predictions: readonly number[], targets: readonly number[]) => number;

const measures: readonly (readonly [RegExp, Measure])[] = [
  [/auc/, areaUnderCurve],
  [
    /acc/,
    (predictions, targets) => meanOf(predictions, (value, at) => Number(Math.round(value) === targets[at])),
  ],
  [/r2/, (predictions, targets) => 1 - meanSquareError(predictions, targets) / variance(targets)],
  [
    /mae|absolute/,
    (predictions, targets) => meanOf(predictions, (value, at) => Math.abs(value - (targets[at] ?? 0))),
  ],
  [/rmse/, rootMeanSquareError],
  [/mse|loss|square/, meanSquareError],
];

function rootMeanSquareError(predictions: readonly number[], targets: readonly number[]): number {
  return Math.sqrt(meanSquareError(predictions, targets));
}

function meanSquareError(predictions: readonly number[], targets: readonly number[]): number {
  return meanOf(predictions, (value, at) => (value - (targets[at] ?? 0)) ** 2);
}

/** The share of pairs in which a row with a target above 0 ranks above a row without one. Equal ranks count half. */
function areaUnderCurve(predictions: readonly number[], targets: readonly number[]): number {
  const order = predictions.map((_, at) => at).sort((a, b) => (predictions[a] ?? 0) - (predictions[b] ?? 0));
  let wins = 0;
  let negatives = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    const value = predictions[order[start] ?? 0];
    while (end < order.length && predictions[order[end] ?? 0] === value) end += 1;
    const tied = order.slice(start, end).map((at) => Number((targets[at] ?? 0) > 0));
    const positives = tied.reduce((sum, isPositive) => sum + isPositive, 0);
    wins += positives * (negatives + (tied.length - positives) / 2);
    negatives += tied.length - positives;
  }
  const pairs = negatives * (order.length - negatives);
  return pairs === 0 ? 0.5 : wins / pairs;
}

function variance(values: readonly number[]): number {
  const middle = meanOf(values, (value) => value);
  return meanOf(values, (value) => (value - middle) ** 2) || 1;
}

function meanOf(values: readonly number[], of: (value: number, at: number) => number): number {
  return values.reduce((sum, value, at) => sum + of(value, at), 0) / values.length;
}
