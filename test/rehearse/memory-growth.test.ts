import { expect, test } from 'vitest';
import type { Seen } from '../../src/model/rehearsal.ts';
import { ok } from '../../src/model/result.ts';
import type { ServeScene } from '../../src/rehearse/check.ts';
import { memoryGrowth } from '../../src/rehearse/checks/memory-growth.ts';
import { timeLimits } from '../../src/rehearse/limits.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

/** The result for a server whose memory has these sizes, one after the other; its calls are counted from 1. */
async function look(
  megabytes: readonly number[],
  millisecondsOf: (call: number) => number = () => 1,
): Promise<{ readonly seen: Seen; readonly calls: number }> {
  if (memoryGrowth.phase !== 'serve') throw new Error('it looks at no server');
  let calls = 0;
  const sizes = megabytes.values();
  const server = {
    ask: async () => {
      calls += 1;
      const answer = { status: 200, headers: {}, body: new Uint8Array(), connectMs: 0 };
      return { ...ok(answer), milliseconds: millisecondsOf(calls) };
    },
    ending: () => undefined,
    memory: async () => 1e6 * (sizes.next().value ?? 0),
  };
  const samples = [{ type: 'text/csv', path: 'samples/text-csv.csv', body: Uint8Array.of(49) }];
  const scene = { server, samples, listing: resolveText(modelPackage()), limits: timeLimits };
  const seen = await memoryGrowth.look(scene as unknown as ServeScene);
  return { seen, calls };
}

test('a server whose memory has stopped growing gets no more calls', async () => {
  const { seen, calls } = await look([100, 200, 201]);
  expect(seen).toEqual({
    verdict: 'passed',
    words: '201 MB after 600 calls; rounds of 200 added 100 MB, 1000 kB',
  });
  expect(calls).toBe(605);
});

test('one that grows in each round has failed', async () => {
  const { seen } = await look([100, 130, 160, 190]);
  expect(seen).toMatchObject({
    verdict: 'failed',
    words: '190 MB after 800 calls; rounds of 200 added 30 MB, 30 MB, 30 MB',
  });
});

test('a machine that is slow for a moment does not end the check', async () => {
  const { seen } = await look([100, 101], (call) => (call === 4 ? 50 : 400));
  expect(seen).toMatchObject({ verdict: 'passed' });
});

test('a server that is slow each time gets no hundreds of calls', async () => {
  const { seen, calls } = await look([100, 101], () => 51);
  expect(seen).toEqual({
    verdict: 'not-seen',
    words: 'a call takes too long to be made some hundred times',
  });
  expect(calls).toBe(5);
});
