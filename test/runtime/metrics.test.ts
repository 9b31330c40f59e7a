import { expect, test } from 'vitest';
import { defineInference } from '../../listing/runtime/inference.ts';
import { serve } from './serve-in-test.ts';

const refusing = defineInference({
  load: () => undefined,
  predict: (_model, records) => {
    if (records[0] === 'fail') throw new Error('failed');
    return records;
  },
});

/** Each line of a metric with its value, without the times, which differ. */
async function metricsOf(address: string): Promise<Readonly<Record<string, number>>> {
  const answer = await fetch(`${address}/metrics`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

test('count calls by status, and pings not at all', async () => {
  const { address, invoke, call } = await serve(refusing);
  for (const body of ['a', 'b', 'fail']) await invoke(body, { 'content-type': 'text/plain' });
  await invoke('{', { 'content-type': 'application/json' });
  await call('/ping');
  const { inference_call_seconds_sum: seconds, ...found } = await metricsOf(address);
  expect(seconds).toBeGreaterThan(0);
  expect(found).toMatchObject({
    'inference_calls_total{status="200"}': 2,
    'inference_calls_total{status="400"}': 1,
    'inference_calls_total{status="500"}': 1,
    'inference_call_seconds_bucket{le="3600"}': 4,
    'inference_call_seconds_bucket{le="+Inf"}': 4,
    inference_call_seconds_count: 4,
    inference_calls_open: 0,
    inference_calls_waiting: 0,
    inference_body_bytes: 0,
    inference_worker_deaths_total: 0,
    inference_ready: 1,
  });
});

test('tell what is open, and count a caller who leaves as 499', async () => {
  const called = Promise.withResolvers<void>();
  const inference = defineInference({
    load: () => undefined,
    predict: (_model, _records, { signal }) => {
      called.resolve();
      return new Promise<never>((_resolve, reject) => signal.addEventListener('abort', reject));
    },
  });
  const { address, invoke } = await serve(inference);
  const leave = new AbortController();
  const left = invoke('abc', { 'content-type': 'text/plain' }, { signal: leave.signal }).catch(() => {});
  await called.promise;
  expect(await metricsOf(address)).toMatchObject({ inference_calls_open: 1, inference_body_bytes: 3 });
  leave.abort();
  await left;
  await expect.poll(() => metricsOf(address)).toMatchObject({ 'inference_calls_total{status="499"}': 1 });
});

test('are there before the model is loaded, and count the calls that came too early', async () => {
  const loading = Promise.withResolvers<typeof refusing>();
  const { address, invoke } = await serve(() => loading.promise, { ready: false });
  expect((await invoke('a')).status).toBe(503);
  const found = await metricsOf(address);
  expect(found).toMatchObject({ inference_ready: 0, 'inference_calls_total{status="503"}': 1 });
  loading.resolve(refusing);
});

test('every metric is explained and has a type', async () => {
  const { address } = await serve(refusing);
  const text = await (await fetch(`${address}/metrics`)).text();
  const names = (word: string) =>
    [...text.matchAll(new RegExp(`^# ${word} (\\w+) `, 'gm'))].map(([, name]) => name);
  expect(names('HELP')).toEqual(names('TYPE'));
  const used = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const families = used.map((line) => /^[a-z_]+?(?=_bucket|_sum|_count|\{| )/.exec(line)?.[0]);
  expect(new Set(families)).toEqual(
    new Set(names('TYPE').filter((name) => name !== 'inference_calls_total')),
  );
});

test('are not there where the manifest says so', async () => {
  const { call } = await serve(refusing, { limits: { metrics: false } });
  expect(await call('/metrics')).toMatchObject({ status: 404 });
});
