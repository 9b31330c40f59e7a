import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inOrder, inParallel } from '../../src/rehearse/in-parallel.ts';

test('at most this number of items run at once, and the results are in the order of the items', async () => {
  let atWork = 0;
  let most = 0;
  const results = await inParallel([5, 1, 4, 2, 3], 2, async (item) => {
    atWork += 1;
    most = Math.max(most, atWork);
    await pause(4 * item);
    atWork -= 1;
    return 10 * item;
  });
  expect([results, most]).toEqual([[50, 10, 40, 20, 30], 2]);
});

test('one after the other is one at once, and nothing is no work', async () => {
  const order: number[] = [];
  await inParallel([3, 1, 2], 1, async (item) => {
    await pause(item);
    order.push(item);
  });
  expect(order).toEqual([3, 1, 2]);
  expect(await inParallel([], 4, async () => 1)).toEqual([]);
});

test('a result that is ready early is reported in its turn', () => {
  const told: string[] = [];
  const tell = inOrder((word: string) => told.push(word));
  for (const [place, word] of [
    [2, 'c'],
    [0, 'a'],
    [1, 'b'],
    [3, 'd'],
  ] as const) {
    tell(place, word);
    told.push('|');
  }
  expect(told.join('')).toBe('|a|bc|d|');
});
