import { describe, expect, test } from 'vitest';
import { type Context, defineInference } from '../../listing/runtime/inference.ts';
import { tries } from '../support/every-case.ts';

/**
 * In CI, one more than `Promise.all` of V8 can handle before it takes minutes: 25 MB of rows of 12
 * characters.
 */
const many = tries(2 ** 17 + 1, 2 ** 21 + 1);

describe('as many records as a body can have', () => {
  test.each([
    ['values', (records: readonly unknown[]) => records.map((_, index) => index)],
    ['promises', (records: readonly unknown[]) => records.map(async (_, index) => index)],
  ])('are predicted as %s', async (_, predict) => {
    const predictions = await predicted(predict, many);
    expect(predictions).toHaveLength(many);
    expect([predictions[0], predictions.at(-1)]).toEqual([0, many - 1]);
  });
});

test('predictions that are lists stay lists, and what is missing is undefined', async () => {
  expect(await predicted(() => [Promise.resolve([1, 2]), [3]], 2)).toEqual([[1, 2], [3]]);
  const withHole: unknown[] = [1];
  withHole[2] = 3;
  expect(Object.keys(await predicted(() => withHole, 3))).toEqual(['0', '1', '2']);
});

test('if several promises fail, the first error is reported, and the others do not end the worker', async () => {
  const failing = async (index: number) => {
    if (index > 70_000 && index % 1000 === 1) throw new Error(`record ${index} fails`);
  };
  const all = predicted((records) => records.map((_, index) => failing(index)), 140_000);
  await expect(all).rejects.toThrow('record 70001 fails');
});

async function predicted(
  predict: (records: readonly unknown[]) => unknown[],
  count: number,
): Promise<readonly unknown[]> {
  const model = await defineInference({ load: () => null, predict: (_, records) => predict(records) }).load({
    modelDir: '/nowhere',
  });
  if (model.kind !== 'records') throw new Error('a model of records is expected');
  return (await model.predict(new Array(count).fill('x'), {} as Context)) as readonly unknown[];
}
