import { expect, test } from 'vitest';
import { ok } from '../../src/model/result.ts';
import type { ServeScene } from '../../src/rehearse/check.ts';
import { badBody } from '../../src/rehearse/checks/bad-body.ts';
import { emptyBody } from '../../src/rehearse/checks/empty-body.ts';
import { timeLimits } from '../../src/rehearse/limits.ts';
import type { Question, Reply } from '../../src/rehearse/stage.ts';
import { resolveText } from '../support/build-listing.ts';
import { ownImage } from '../support/expect-problems.ts';

const yaml = ownImage({ contentTypes: 'contentTypes: { input: [text/csv], output: [text/csv] }' });

/** What a server says to each broken body, and to an empty one. */
function sceneWith(status: number, body: string): ServeScene {
  const ask = async (_question: Question): Promise<Reply> => ({
    ...ok({ status, headers: {}, body: new TextEncoder().encode(body), connectMs: 0 }),
    milliseconds: 3,
  });
  const sample = { type: 'text/csv', path: 'samples/text-csv.csv', body: new TextEncoder().encode('1,2\n') };
  const server = { ask, ending: () => undefined, log: async () => [] };
  const scene = { listing: resolveText(yaml), samples: [sample], sound: async () => [sample], server };
  return { ...scene, limits: timeLimits } as unknown as ServeScene;
}

async function looks(status: number, body: string) {
  if (badBody.phase !== 'serve' || emptyBody.phase !== 'serve') throw new Error('they ask a server');
  return [await badBody.look(sceneWith(status, body)), await emptyBody.look(sceneWith(status, body))];
}

test.each([
  'Error during model invocation: could not convert string to float: a',
  'Traceback (most recent call last):\n  File "model.py", line 3\n',
  '{"error": "no such column"}',
])('an exception with 200 is no answer to a broken body: %j', async (body) => {
  expect(await looks(200, body)).toMatchObject([
    {
      verdict: 'failed',
      words: '5 of 5 broken bodies get an exception’s words with 200',
      objector: 'buyers suffer',
    },
    { verdict: 'failed', words: 'text/csv: 200, but it tells an exception', objector: 'buyers suffer' },
  ]);
});

test.each([
  [200, '0.5\n'],
  [200, '{"text": "this has no error in it"}'],
  [400, 'ValueError: a'],
])('%i with %j is one', async (status, body) => {
  const [bad, empty] = await looks(status, body);
  expect([bad?.verdict, empty?.verdict]).toEqual(['passed', 'passed']);
});
