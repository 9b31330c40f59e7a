import { expect, test } from 'vitest';
import type { Seen } from '../../src/model/rehearsal.ts';
import { failure, ok } from '../../src/model/result.ts';
import type { ServeScene } from '../../src/rehearse/check.ts';
import { answerTime } from '../../src/rehearse/checks/answer-time.ts';
import { timeLimits } from '../../src/rehearse/limits.ts';
import type { Question, Reply } from '../../src/rehearse/stage.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

/** The result for a server that answers each call so, and the calls. */
async function look(reply: Reply): Promise<{ readonly seen: Seen; readonly asked: readonly Question[] }> {
  if (answerTime.phase !== 'serve') throw new Error('it looks at no server');
  const asked: Question[] = [];
  const ask = async (question: Question) => {
    asked.push(question);
    return reply;
  };
  const samples = [{ type: 'text/csv', path: 'samples/text-csv.csv', body: Uint8Array.of(49) }];
  const server = { ask, ending: () => undefined };
  const scene = { server, samples, listing: resolveText(modelPackage()), limits: timeLimits };
  return { seen: await answerTime.look(scene as unknown as ServeScene), asked };
}

function answered(milliseconds: number, firstPieceMs?: number): Reply {
  const head = { status: 200, headers: {}, body: new Uint8Array(), connectMs: 0 };
  return { ...ok({ ...head, ...(firstPieceMs !== undefined && { firstPieceMs }) }), milliseconds };
}

test('a call has 60 seconds, and a stream 8 minutes after its first byte', async () => {
  const { asked } = await look(answered(1));
  expect(asked[0]).toMatchObject({ timeoutMs: 60_000, streamMs: 480_000 });
  expect(asked).toHaveLength(51);
});

test('a stream of minutes is sound where its first piece was in time, and is not asked for again', async () => {
  const { seen, asked } = await look(answered(300_000, 2000));
  expect(seen).toEqual({
    verdict: 'passed',
    words:
      'samples/text-csv.csv: half within 300.0 s, the slowest of 1 in 300.0 s; first pieces: half within 2.0 s, the slowest of 1 in 2.0 s',
  });
  expect(asked).toHaveLength(1);
});

test.each([
  [60_000, 'no answer within 60 s'],
  [480_000, 'the stream has not ended within 480 s'],
])('after %i ms buyers have waited in vain', async (milliseconds, reason) => {
  const { seen } = await look({ ...failure(reason), milliseconds });
  expect(seen).toMatchObject({ verdict: 'failed', words: `samples/text-csv.csv: ${reason}` });
});
