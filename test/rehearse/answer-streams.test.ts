import { expect, test } from 'vitest';
import { ok } from '../../src/model/result.ts';
import type { ServeScene } from '../../src/rehearse/check.ts';
import { answerStreams } from '../../src/rehearse/checks/answer-streams.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

interface Given {
  readonly inference?: string;
  readonly isChunked?: boolean;
  readonly text?: string;
  readonly output?: string;
  /** The time of the first of several pieces, and of the last. */
  readonly pieces?: readonly [number, number];
}

/** The result for a server whose answer to the sample is this one, in `text/event-stream`. */
function look({
  inference = 'inference: { streaming: true }',
  isChunked = true,
  text = 'data: a\n\n',
  output = 'text/event-stream',
  pieces,
}: Given) {
  if (answerStreams.phase !== 'serve') throw new Error('it looks at no server');
  const listing = resolveText(
    modelPackage({
      inference,
      contentTypes: `contentTypes: { input: [text/csv], output: [${output}] }`,
    }),
  );
  const body = Buffer.from(text);
  const headers: Record<string, string> = isChunked ? { 'transfer-encoding': 'chunked' } : {};
  const answer = {
    ...ok({ status: 200, headers, body, connectMs: 0, ...(pieces && { firstPieceMs: pieces[0] }) }),
    milliseconds: pieces?.[1] ?? 3,
  };
  const sample = { type: 'text/csv', path: 'samples/text-csv.csv', body };
  const answers = async () => [{ sample, output: listing.output[0], answer, body }];
  return answerStreams.look({ listing, answers } as unknown as ServeScene);
}

test('an answer in chunks is a stream, also where its pieces arrive together', async () => {
  expect(await look({})).toMatchObject({
    verdict: 'passed',
    evidence: ['samples/text-csv.csv as text/event-stream: the first piece after 3 ms, the last after 3 ms'],
  });
});

test('a declared stream that comes whole fails, and an undeclared one is told', async () => {
  expect(await look({ isChunked: false })).toMatchObject({ verdict: 'failed' });
  expect(await look({ inference: '' })).toMatchObject({ verdict: 'failed', objector: 'good practice' });
  expect(await look({ inference: '', isChunked: false })).toMatchObject({ verdict: 'not-seen' });
});

test('a text in chunks that comes at once is no stream that buyers must hear of', async () => {
  const chunked = { inference: '', output: 'text/csv', text: '1\n' };
  expect(await look(chunked)).toMatchObject({ verdict: 'not-seen' });
  expect(await look({ ...chunked, pieces: [3, 4] })).toMatchObject({ verdict: 'not-seen' });
  expect(await look({ ...chunked, pieces: [3, 300] })).toMatchObject({ objector: 'good practice' });
});

test.each([
  [': a comment\nevent: piece\nid: 1\nretry: 10\ndata:a\ndata: b\n\ndata\n\n', undefined],
  ['\ufeffdata: a\r\n\r\ndata: b\r\r', undefined],
  ['{"text": "a"}\n\n', 'line 1 is not a line of an event, such as "data: …"'],
  ['data: a\n\ndata: b\n', 'its last event does not end with an empty line, so clients drop it'],
  [': nothing\n\n', 'it has no event with data'],
])('%j is read as browsers read events', async (text, fault) => {
  const seen = await look({ text });
  expect(seen).toMatchObject(
    fault === undefined
      ? { verdict: 'passed' }
      : { verdict: 'failed', evidence: [`samples/text-csv.csv as text/event-stream: ${fault}`] },
  );
});
