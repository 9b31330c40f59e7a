import { randomFillSync } from 'node:crypto';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedByTests } from '../support/when-over.ts';
import { start, writeListing } from './listing-in-test.ts';

const echo = sharedByTests(async () => {
  const handler = `import { defineInference } from '../runtime/inference.ts';
    async function* pieces(body) {
      for (let at = 0; at < body.length; at += 70_000) yield body.subarray(at, at + 70_000);
    }
    const kept = Buffer.alloc(100_000, 'a');
    export default defineInference({
      load: () => undefined,
      handle: (_model, { attributes, body }) => {
        if (attributes === 'kept') return kept;
        return attributes === 'stream' ? pieces(body) : body;
      },
    });`;
  const listing = writeListing({ 'src/inference.ts': handler });
  const environment = { SAGEMAKER_BIND_TO_PORT: '0', SAGEMAKER_MODEL_SERVER_WORKERS: '2' };
  const running = start(listing, 'runtime/serving/server.ts', environment);
  await running.untilPrinted('model-loaded');
  return Number(/"port":(\d+)/.exec(running.printed())?.[1]);
});

interface Caller {
  readonly size: number;
  /** How the body is cut; one piece is sent with its length, several are chunked. */
  readonly pieces: number;
  readonly isStreamed: boolean;
  /** Leaves before the answer. */
  readonly leaves: boolean;
}

const caller: fc.Arbitrary<Caller> = fc.record({
  size: fc.oneof(fc.nat(300), fc.nat(70_000), fc.integer({ min: 0, max: 2_000_000 })),
  pieces: fc.integer({ min: 1, max: 5 }),
  isStreamed: fc.boolean(),
  leaves: fc.boolean(),
});

test('every caller gets their own bytes back, whatever the sizes, while others leave', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(caller, { minLength: 8, maxLength: 24 }), async (callers) => {
      const outcomes = await Promise.all(callers.map(callEcho));
      expect(outcomes.filter(({ isSame }) => !isSame)).toEqual([]);
    }),
    { numRuns: 10 },
  );
});

test('the largest body comes back as it was', async () => {
  const largest = { size: 25 * 2 ** 20, pieces: 1, isStreamed: false, leaves: false };
  expect((await callEcho(largest)).isSame).toBe(true);
});

test('an answer that the handler keeps is sent again', async () => {
  const headers = { 'x-amzn-sagemaker-custom-attributes': 'kept' };
  const url = `http://127.0.0.1:${echo()}/invocations`;
  for (let count = 0; count < 3; count += 1) {
    const answer = await fetch(url, { method: 'POST', body: 'a', headers });
    expect(await answer.text()).toBe('a'.repeat(100_000));
  }
});

async function callEcho(caller: Caller): Promise<Caller & { readonly isSame: boolean }> {
  const body = randomFillSync(Buffer.alloc(caller.size));
  const headers = {
    'x-amzn-sagemaker-custom-attributes': caller.isStreamed ? 'stream' : 'whole',
    ...(caller.pieces === 1 && { 'content-length': body.length }),
  };
  const call = request({ port: echo(), path: '/invocations', method: 'POST', headers });
  const answered = Promise.withResolvers<Buffer>();
  call.on('response', (response) => buffer(response).then(answered.resolve, answered.reject));
  call.on('error', answered.reject);
  const step = Math.ceil(body.length / caller.pieces) || 1;
  for (let at = 0; at < body.length; at += step) call.write(body.subarray(at, at + step));
  call.end();
  if (caller.leaves) setImmediate(() => call.destroy());
  const answer = await answered.promise.catch((fault) => {
    if (!caller.leaves) throw fault;
    return body;
  });
  return { ...caller, isSame: answer.equals(body) };
}
