import { expect, test } from 'vitest';
import { ok } from '../../src/model/result.ts';
import type { ServeScene } from '../../src/rehearse/check.ts';
import { concurrentAnswers } from '../../src/rehearse/checks/concurrent-answers.ts';
import { timeLimits } from '../../src/rehearse/limits.ts';
import { resolveText } from '../support/build-listing.ts';
import { ownImage } from '../support/expect-problems.ts';

/** The answers of a server, by how many calls there were and how many are under way. */
function look(answer: (call: number, underWay: number) => string) {
  if (concurrentAnswers.phase !== 'serve') throw new Error('it asks a server');
  const yaml = ownImage({ contentTypes: 'contentTypes: { input: [text/csv], output: [text/csv] }' });
  let [calls, underWay] = [0, 0];
  const ask = async () => {
    calls += 1;
    const call = calls;
    underWay += 1;
    await Promise.resolve();
    const body = new TextEncoder().encode(answer(call, underWay));
    underWay -= 1;
    return { ...ok({ status: 200, headers: {}, body, connectMs: 0 }), milliseconds: 3 };
  };
  const samples = [
    { type: 'text/csv', path: 'samples/text-csv.csv', body: new TextEncoder().encode('1,2\n') },
  ];
  const server = { ask, ending: () => undefined };
  const scene = { listing: resolveText(yaml), samples, server, limits: timeLimits };
  return concurrentAnswers.look(scene as unknown as ServeScene);
}

test('a server that mixes up its calls fails', async () => {
  expect(await look((_, underWay) => `${underWay > 1 ? 7 : 1}\n`)).toMatchObject({
    verdict: 'failed',
    words: expect.stringMatching(/^3\d of 32 calls at once are answered differently than alone$/),
  });
});

test('a model that is another one now and then passes, although two calls alone were the same', async () => {
  expect(await look((call) => `${call % 9 === 0 ? 7 : 1}\n`)).toMatchObject({ verdict: 'passed' });
});

test('what is of no use alone is another check’s matter', async () => {
  expect(await look((call) => `error: ${call}\n`)).toMatchObject({ verdict: 'passed' });
});

test('each of its answers must be of use', async () => {
  expect(await look((call) => (call % 9 === 0 ? 'error: out of memory\n' : '1\n'))).toMatchObject({
    verdict: 'failed',
  });
});

test('numbers may differ in their last digits, because a batch is computed in another order', async () => {
  const seen = await look((_, underWay) => `${underWay > 1 ? 0.30000000000000004 : 0.3}\n`);
  expect(seen).toMatchObject({ verdict: 'passed' });
});
