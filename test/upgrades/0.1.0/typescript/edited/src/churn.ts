import { BadBody, type InputRecord } from '../runtime/inference.ts';

/** A logistic regression. */
export interface Churn {
  readonly intercept: number;
  readonly weights: readonly number[];
}

export function scoreOf({ intercept, weights }: Churn, row: readonly number[]): number {
  const sum = weights.reduce((total, weight, column) => total + weight * (row[column] ?? 0), intercept);
  return 1 / (1 + Math.exp(-sum));
}

/** A CSV row, a list of JSON, or an object with the names of our data base. */
export function rowOf(record: InputRecord, place: string): readonly number[] {
  if (record instanceof Uint8Array) throw new BadBody(`${place} is bytes`);
  if (typeof record !== 'object' || record === null) throw new BadBody(`${place} is not a row`);
  const cells = Array.isArray(record) ? record : [record['months'], record['calls']];
  const row = cells.map(Number);
  if (row.length < 2 || row.some(Number.isNaN)) throw new BadBody(`${place} is not a row of numbers`);
  return row;
}
