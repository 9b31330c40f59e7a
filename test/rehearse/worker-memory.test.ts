import { expect, test } from 'vitest';
import type { Seen } from '../../src/model/rehearsal.ts';
import type { StopScene } from '../../src/rehearse/check.ts';
import { workerMemory } from '../../src/rehearse/checks/worker-memory.ts';
import { timeLimits } from '../../src/rehearse/limits.ts';
import { servingTypes } from '../../src/shell/rehearse/instance-limits.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

/** The result for a listing whose server needs this memory with so many workers. */
async function look(inference: string, bytesWith: (workers: number) => number | undefined): Promise<Seen> {
  if (workerMemory.phase !== 'stop') throw new Error('it looks at no other servers');
  const listing = resolveText(modelPackage({ inference: `inference: { ${inference} }` }));
  const next = async () => ({ memory: async () => bytesWith(1) });
  const scene = {
    ...{ next, memoryOfTwo: bytesWith(2), listing, samples: [], limits: timeLimits },
    servingTypes: servingTypes(listing),
  };
  return workerMemory.look(scene as unknown as StopScene);
}

const types = 'instances: { realtime: [ml.m5.large, ml.c5.18xlarge], transform: [ml.m5.large] }';

test('with `auto`, as many start as there are processors and memory for', async () => {
  const small = await look(types, (workers) => 2e8 + workers * 1e9);
  expect(small).toEqual({
    verdict: 'passed',
    words:
      'ml.c5.18xlarge starts 72: 72 GB of its 155 GB (1200 MB with one worker, and 1000 MB for one more)',
  });
  const large = await look(types, (workers) => workers * 2e9);
  expect(large).toMatchObject({
    verdict: 'passed',
    words: expect.stringContaining('ml.c5.18xlarge starts 57: 114 GB of its 155 GB'),
  });
  const tooLarge = await look(types, (workers) => workers * 9e9);
  expect(tooLarge).toMatchObject({
    verdict: 'failed',
    words: expect.stringContaining('ml.m5.large starts 1: 9000 MB of its 8590 MB'),
  });
});

test('a number of workers is the same on each type, and a single one needs no second', async () => {
  const seen = await look(`workers: 9, ${types}`, (workers) => workers * 1e9);
  expect(seen).toMatchObject({
    verdict: 'failed',
    words: expect.stringContaining('ml.m5.large starts 9: 9000 MB of its 8590 MB'),
  });
  const single = await look(`workers: 1, ${types}`, (workers) => (workers === 1 ? 1e9 : undefined));
  expect(single).toMatchObject({
    words: 'ml.m5.large starts 1: 1000 MB of its 8590 MB (1000 MB with one worker)',
  });
});

test('where memory cannot be read, nothing is said', async () => {
  expect(await look(types, () => undefined)).toMatchObject({ verdict: 'not-seen' });
});
