import { expect, test } from 'vitest';
import { start, writeListing } from './listing-in-test.ts';

const anyPort = { SAGEMAKER_BIND_TO_PORT: '0' };

async function serving(files: Record<string, string> = {}, environment: Record<string, string> = {}) {
  const running = start(writeListing(files), 'runtime/serving/server.ts', { ...anyPort, ...environment });
  await running.untilPrinted('"port":');
  const port = /"port":(\d+)/.exec(running.printed())?.[1];
  return { ...running, address: `http://127.0.0.1:${port}` };
}

function handler(predict: string): Record<string, string> {
  const text = `import { defineInference } from '../runtime/inference.ts';
    export default defineInference({ load: () => undefined, predict: ${predict} });`;
  return { 'src/inference.ts': text };
}

async function untilStatus(url: string, wanted: number): Promise<void> {
  while ((await fetch(url)).status !== wanted) await new Promise((resolve) => setTimeout(resolve, 10));
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s lets the call in flight finish, and ends the server with 0',
  async (signal) => {
    const slow = handler(`async (_model, records) => {
    console.error('working');
    await new Promise((resolve) => setTimeout(resolve, 300));
    return records;
  }`);
    const { process, address, untilPrinted, exitCode } = await serving(slow);
    await untilPrinted('model-loaded');
    const answer = fetch(`${address}/invocations`, { method: 'POST', body: Buffer.from('a,b') });
    await untilPrinted('working');
    const unwell = untilStatus(`${address}/ping`, 503);
    process.kill(signal);
    await untilPrinted('stopping');
    await unwell;
    expect(await (await answer).text()).toBe('["a", "b"]');
    expect(await exitCode).toBe(0);
  },
);

test('a handler file that does not even parse is tried three times, and ends the server with the reason', async () => {
  const { printed, exitCode } = await serving({ 'src/inference.ts': 'export default (' });
  expect(await exitCode).toBe(1);
  expect(printed().match(/"model-failed-to-load"/g)).toHaveLength(3);
  expect(lastLine(printed())).toMatchObject({
    event: 'giving-up',
    message: '3 workers in a row died without answering a call; the last one ended with exit code 1',
  });
});

test('a handler file that exports nothing is told what to export', async () => {
  const { untilPrinted } = await serving({ 'src/inference.ts': 'export {};' });
  await untilPrinted('src/inference.ts must `export default defineInference');
});

function lastLine(printed: string): unknown {
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '');
}

test.each([
  ['1', { MaxPayloadInMB: 1 }, 413],
  ['0', { MaxPayloadInMB: 100 }, 200],
])('a transform job with SAGEMAKER_MAX_PAYLOAD_IN_MB=%j gets that limit', async (value, expected, status) => {
  const echo = handler('() => [1]');
  // More seconds than a timer of Node supports; it would fire at once.
  const environment = { SAGEMAKER_MAX_PAYLOAD_IN_MB: value, SAGEMAKER_MODEL_SERVER_TIMEOUT: '3000000' };
  const { address, untilPrinted } = await serving(echo, environment);
  await untilPrinted('model-loaded');
  expect(await (await fetch(`${address}/execution-parameters`)).json()).toMatchObject(expected);
  const body = Buffer.alloc(2 * 2 ** 20, 'a');
  expect((await fetch(`${address}/invocations`, { method: 'POST', body })).status).toBe(status);
});

test('a buyer may set the number of workers and the time for an answer, as with SageMaker’s own toolkit', async () => {
  const slow = handler('(_model, records) => new Promise((resolve) => setTimeout(resolve, 500, records))');
  const { address, printed, untilPrinted } = await serving(slow, {
    SAGEMAKER_MODEL_SERVER_WORKERS: '3',
    SAGEMAKER_MODEL_SERVER_TIMEOUT: '0.2',
  });
  await untilPrinted('model-loaded');
  expect(printed()).toContain('"workers":3');
  expect((await fetch(`${address}/invocations`, { method: 'POST', body: Buffer.from('a') })).status).toBe(
    504,
  );
});

test('a batch transform has longer than an endpoint to answer', async () => {
  const slow = handler('(_model, records) => new Promise((resolve) => setTimeout(resolve, 800, records))');
  const { address, untilPrinted } = await serving(
    { ...slow, 'runtime/contract.ts': shortContract },
    { SAGEMAKER_BATCH: 'True' },
  );
  await untilPrinted('model-loaded');
  expect((await fetch(`${address}/invocations`, { method: 'POST', body: Buffer.from('a') })).status).toBe(
    200,
  );
});

const shortContract = `export const bundledModel = null;
  export const inputFields = null;
  export const inputTypes = [{ type: 'text/csv', codec: 'csv' }];
  export const outputTypes = [{ type: 'application/json', codec: 'json' }];
  export const limits = { maxPayloadMB: 1, maxQueue: 64, batching: null, workers: 1, timeoutSeconds: 0.5 };`;
