import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { BadBody, type Context, defineInference, type InputRecord } from '../../listing/runtime/inference.ts';
import { serve } from './serve-in-test.ts';

type Predict = (records: readonly InputRecord[], context: Context) => unknown[];

/** A server that merges calls, and the batch sizes that the handler got. */
async function batching(predict: Predict, batching = { maxSize: 8, maxDelayMs: 50 }) {
  const sizes: number[] = [];
  const inference = defineInference({
    load: () => undefined,
    predict: (_model, records, context) => {
      sizes.push(records.length);
      return predict(records, context);
    },
  });
  return { ...(await serve(inference, { limits: { batching } })), sizes };
}

/** Batches end only when they are full, so the result does not depend on time. */
const once = (maxSize: number) => ({ maxSize, maxDelayMs: 600_000 });

const echo: Predict = (records) => [...records];

describe('batching', () => {
  test('puts the records of several callers into one call, and returns their own answers to all of them', async () => {
    const { invoke, sizes } = await batching(echo, once(4));
    const answers = await Promise.all(['a', 'b\nc', 'd'].map((body) => invoke(body)));
    expect(answers.map(({ text }) => text)).toEqual(['["a"]', '[["b"], ["c"]]', '["d"]']);
    expect(sizes).toEqual([4]);
  });

  test('does not wait for more once a call is full, and never gives a call more than it may have', async () => {
    const { invoke, sizes } = await batching(echo, once(2));
    const rows = 'a\nb\nc\nd\ne\nf';
    expect(JSON.parse((await invoke(rows)).text)).toHaveLength(6);
    await Promise.all(['a', 'b', 'c', 'd'].map((body) => invoke(body)));
    expect(sizes).toEqual([2, 2, 2, 2, 2]);
  });

  test('keeps callers apart who sent or want other types, parameters, members, columns or attributes', async () => {
    const { invoke, sizes } = await batching(echo);
    await Promise.all([
      invoke('1'),
      invoke('1', { accept: 'text/csv' }),
      invoke('1', { 'content-type': 'text/csv; label_size=0' }),
      invoke('a\n1', { 'content-type': 'text/csv; header=present' }),
      invoke('b\n1', { 'content-type': 'text/csv; header=present' }),
      invoke('1', { 'content-type': 'application/json' }),
      invoke('{"instances": [1], "top": 1}', { 'content-type': 'application/json' }),
      invoke('1', { 'x-amzn-sagemaker-custom-attributes': 'a' }),
    ]);
    expect(sizes).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
  });

  test('keeps sessions and targets apart, and everyone who wants a session', async () => {
    const { invoke, sizes } = await batching((records, context) => {
      if (context.wantsSession) context.openSession(`s-${String(records)}`, new Date(0));
      return [...records];
    });
    const open = { 'x-amzn-sagemaker-session-id': 'NEW_SESSION' };
    const [one, two] = await Promise.all([
      invoke('1', open),
      invoke('2', open),
      invoke('3', { 'x-amzn-sagemaker-session-id': 'a' }),
      invoke('4', { 'x-amzn-sagemaker-session-id': 'b' }),
      invoke('5', { 'x-amzn-sagemaker-target-model': 'a' }),
      invoke('6', { 'x-amzn-sagemaker-inference-component': 'a' }),
    ]);
    expect(sizes).toEqual([1, 1, 1, 1, 1, 1]);
    expect([one, two].map(({ headers }) => headers.get('x-amzn-sagemaker-session-id'))).toEqual([
      's-1; Expires=1970-01-01T00:00:00Z',
      's-2; Expires=1970-01-01T00:00:00Z',
    ]);
  });

  test('shows the ids of all callers, and closes their session for each', async () => {
    const seen: unknown[] = [];
    const { invoke } = await batching((records, { sessionId, inferenceId, closeSession }) => {
      seen.push([sessionId, inferenceId]);
      closeSession();
      return [...records];
    }, once(2));
    const ids = { 'x-amzn-sagemaker-session-id': 's', 'x-amzn-sagemaker-inference-id': 'i' };
    const answers = await Promise.all([invoke('1', ids), invoke('2', ids)]);
    expect(seen).toEqual([['s', 'i,i']]);
    for (const { headers } of answers) expect(headers.get('x-amzn-sagemaker-closed-session-id')).toBe('s');
  });

  test('refuses only the call whose record is bad', async () => {
    const { invoke, sizes } = await batching((records) => {
      if (records.some((record) => String(record) === 'bad')) throw new BadBody('a record is bad');
      return [...records];
    }, once(3));
    const answers = await Promise.all(['a', 'bad', 'b'].map((body) => invoke(body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 200]);
    expect(sizes).toEqual([3, 1, 1, 1]);
  });

  test('bills all callers for their own records, whether calls are merged or not', async () => {
    const { invoke } = await batching((records, { meter, setAttributes }) => {
      meter(records.length * 10);
      setAttributes('seen');
      return [...records];
    }, once(3));
    const units = ({ headers }: { headers: Headers }) =>
      JSON.parse(headers.get('x-amzn-inference-metering') ?? '{}').ConsumedUnits;
    const together = await Promise.all(['a', 'b\nc'].map((body) => invoke(body)));
    expect(together.map(units)).toEqual([10, 20]);
    expect(together.map(({ headers }) => headers.get('x-amzn-sagemaker-custom-attributes'))).toEqual([
      'seen',
      'seen',
    ]);
    expect(units(await invoke('a\nb\nc\nd\ne\nf\ng\nh\ni'))).toBe(90);
  });

  test('cancels a shared call only when all its callers are gone', async () => {
    const seen = Promise.withResolvers<AbortSignal>();
    const { port } = await batching((records, { signal }) => {
      seen.resolve(signal);
      return records.map(() => new Promise((resolve) => signal.addEventListener('abort', resolve)));
    }, once(2));
    const callers = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
    for (const caller of callers)
      caller.write('POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na');
    const signal = await seen.promise;
    callers[0]?.destroy();
    // Longer than the server takes to find out.
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(signal.aborted).toBe(false);
    callers[1]?.destroy();
    await expect.poll(() => signal.aborted).toBe(true);
  });
});
