import { expect, test } from 'vitest';
import type { Seen } from '../../src/model/rehearsal.ts';
import { ok } from '../../src/model/result.ts';
import type { TrainScene } from '../../src/rehearse/check.ts';
import { hyperparametersRead } from '../../src/rehearse/checks/hyperparameters-read.ts';
import { timeLimits } from '../../src/rehearse/limits.ts';
import type { Job } from '../../src/rehearse/stage.ts';
import { resolveText } from '../support/build-listing.ts';
import { algorithm } from '../support/expect-problems.ts';

const training = `training:
  channels: [{ name: train, contentTypes: [text/csv] }]
  hyperparameters:
    - { name: booster, type: categorical, values: [tree, dart], default: tree }
    - { name: drop, type: continuous, min: 0, max: 1, default: 0.1 }
    - { name: note, type: free-text }`;

/** The result for a training that writes this into the log for each of its jobs. */
async function look(logOf: (job: Job['hyperparameters']) => object | undefined): Promise<Seen> {
  const finished = (job: Job) => {
    const reads = logOf(job.hyperparameters);
    const line = JSON.stringify({ time: 'now', level: 'info', event: 'hyperparameters-read', ...reads });
    return { ending: { code: 0 }, log: async () => ['trained', ...(reads ? [line] : [])] };
  };
  const job: Job = { hyperparameters: {}, channels: [] };
  const scene = {
    listing: resolveText(algorithm({ training })),
    limits: timeLimits,
    job,
    run: ok({ ...finished(job), milliseconds: 10 }),
    stage: {
      now: () => 0,
      train: async (other: Job) => {
        const { ending, log } = finished(other);
        return ok({ ended: async () => ending, failure: async () => undefined, log });
      },
    },
  };
  return hyperparametersRead.look(scene as unknown as TrainScene & never);
}

const given = ['booster', 'drop'];

test('what is read with another value of another hyperparameter is read', async () => {
  const seen = await look(({ booster }) => ({
    given,
    unread: booster === 'dart' ? [] : ['drop'],
    by: 'watching',
  }));
  expect(seen).toEqual({
    verdict: 'passed',
    words: 'booster, drop: read; not given, so not seen: note',
  });
});

test('what no job reads fails, and in script mode what the text never names is a warning', async () => {
  expect(await look(() => ({ given, unread: ['drop'], by: 'watching' }))).toMatchObject({
    verdict: 'failed',
    words: 'drop: never read; not given, so not seen: note',
    fix: 'use it in train, or remove it from training.hyperparameters',
  });
  expect(await look(() => ({ given, unread: ['drop'], by: 'text' }))).toMatchObject({
    verdict: 'failed',
    objector: 'good practice',
  });
});

test('a training that does not say what it reads is not judged', async () => {
  expect(await look(() => undefined)).toEqual({
    verdict: 'not-seen',
    words: 'this training does not say what it reads',
  });
});
