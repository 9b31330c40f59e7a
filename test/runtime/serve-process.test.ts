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
    process.kill(signal);
    await untilPrinted('stopping');
    await expect(fetch(`${address}/ping`)).rejects.toThrow();
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
    message: '3 workers died in a row and answered nothing in between; the last one ended with exit code 1',
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
  ['', { MaxPayloadInMB: 25 }, 200],
  ['x', { MaxPayloadInMB: 25 }, 200],
])('a transform job with SAGEMAKER_MAX_PAYLOAD_IN_MB=%j gets that limit', async (value, expected, status) => {
  const echo = handler('() => [1]');
  const { address, untilPrinted } = await serving(echo, { SAGEMAKER_MAX_PAYLOAD_IN_MB: value });
  await untilPrinted('model-loaded');
  expect(await (await fetch(`${address}/execution-parameters`)).json()).toMatchObject(expected);
  const body = Buffer.alloc(2 * 2 ** 20, 'a');
  expect((await fetch(`${address}/invocations`, { method: 'POST', body })).status).toBe(status);
});
