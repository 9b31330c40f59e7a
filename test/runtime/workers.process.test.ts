import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedByTests } from '../support/when-over.ts';
import { start, writeListing } from './listing-in-test.ts';

/** A listing whose handler is this function body of `predict(model, records)`, as real processes. */
async function serving(predict: string, { workers = 1, timeoutSeconds = 60 } = {}) {
  const folder = writeListing({
    'src/inference.ts': `import { existsSync, writeFileSync } from 'node:fs';
      import { setTimeout as pause } from 'node:timers/promises';
      import { defineInference } from '../runtime/inference.ts';
      export default defineInference({ load: () => undefined, predict: async (_model, records) => { ${predict} } });`,
    'runtime/contract.ts': `export const product = { name: 'x', release: '1.0.0' };
      export const bundledModel = null;
      export const inputFields = null;
      export const inputTypes = [{ type: 'text/csv', codec: 'csv' }];
      export const outputTypes = [{ type: 'application/json', codec: 'json' }];
      export const limits = { maxPayloadMB: 1, maxQueue: 64, batching: null, workers: ${workers}, timeoutSeconds: ${timeoutSeconds} };`,
  });
  const running = start(folder, 'runtime/serving/server.ts', { SAGEMAKER_BIND_TO_PORT: '0' });
  await running.untilPrinted('model-loaded');
  const address = `http://127.0.0.1:${/"port":(\d+)/.exec(running.printed())?.[1]}`;
  const invoke = async (body: string) => {
    const answer = await fetch(`${address}/invocations`, { method: 'POST', body: Buffer.from(body) });
    return { status: answer.status, text: await answer.text() };
  };
  const ping = async () => (await fetch(`${address}/ping`)).status;
  return { ...running, folder, address, invoke, ping };
}

async function untilStatus(ask: () => Promise<number>, wanted: number): Promise<void> {
  while ((await ask()) !== wanted) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('workers', () => {
  const crew = sharedByTests(() =>
    serving(
      `const [word] = records[0];
      if (word === 'exit') process.exit(7);
      if (word === 'busy') while (!existsSync('go-on'));
      if (/^meet/.test(word)) {
        writeFileSync(word, '');
        while (!['meet 1', 'meet 2', 'meet 3'].every(existsSync)) await pause(10);
      }
      return [process.pid];`,
      { workers: 3 },
    ),
  );

  test('are as many processes as the manifest says', async () => {
    const answers = await Promise.all(['meet 1', 'meet 2', 'meet 3'].map(crew().invoke));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(3);
  });

  test('may all be busy computing: pings are answered before they are done', async () => {
    const { folder, invoke, ping } = crew();
    let isAnswered = false;
    const busy = Promise.all(Array.from({ length: 4 }, () => invoke('busy'))).then((answers) => {
      isAnswered = true;
      return answers.map(({ status }) => status);
    });
    for (let pings = 0; pings < 5; pings += 1) expect(await ping()).toBe(200);
    expect(isAnswered).toBe(false);
    writeFileSync(join(folder, 'go-on'), '');
    expect(await busy).toEqual([200, 200, 200, 200]);
  });

  test('leave the server healthy when one of them dies', async () => {
    const { invoke, ping } = crew();
    expect((await invoke('exit')).status).toBe(503);
    expect(await ping()).toBe(200);
    expect((await invoke('a')).status).toBe(200);
  });
});

const fragile = `const [word] = records[0];
  console.log('called with', word);
  if (word === 'exit') process.exit(7);
  if (word === 'abort') process.abort();
  if (word === 'wild') setImmediate(() => { throw new Error('wild'); });
  if (word === 'print') process.stdout.write('{"status":500}\\0\\0\\0\\x0d');
  else if (word !== 'a') await pause(60_000);
  return records;`;

describe('a worker', () => {
  const shared = sharedByTests(() => serving(fragile));

  test('may print what it likes: the answers are not touched by it', async () => {
    const { invoke, untilPrinted } = shared();
    expect(await invoke('print')).toEqual({ status: 200, text: '["print"]' });
    await untilPrinted('{"status":500}');
  });

  test.each([
    ['exit', 'ended with exit code 7'],
    ['abort', 'was ended by SIGABRT'],
    ['wild', 'ended with exit code 1'],
  ])('that dies of %s gives its own requests a 503, and is replaced', async (word, how) => {
    const { invoke, ping, printed, untilPrinted } = shared();
    const callsBefore = printed().split('called with wait').length;
    const waiting = invoke('wait');
    await expect.poll(() => printed().split('called with wait').length).toBe(callsBefore + 1);
    const lost = [(await invoke(word)).status, (await waiting).status];
    expect(lost).toEqual([503, 503]);
    await untilPrinted(`"event":"worker-died","message":"${how}","callsLost":2`);
    await untilStatus(ping, 200);
    expect(await invoke('a')).toEqual({ status: 200, text: '["a"]' });
  });

  test('that dies with answers in between is replaced again and again', async () => {
    const { invoke, ping } = shared();
    for (let deaths = 0; deaths < 4; deaths += 1) {
      expect((await invoke('exit')).status).toBe(503);
      await untilStatus(ping, 200);
      expect((await invoke('a')).status).toBe(200);
    }
  });

  test('that dies a third time without an answer in between ends the server, and the log says why', async () => {
    const { invoke, ping, exitCode, printed } = await serving(fragile);
    for (let deaths = 0; deaths < 3; deaths += 1) {
      await untilStatus(ping, 200);
      await invoke('exit').catch(() => undefined);
    }
    expect(await exitCode).toBe(1);
    expect(printed()).toContain('3 workers in a row died without answering a call');
  });
});

test('a handler that blocks its process is distinguished from a slow one, killed and replaced', async () => {
  const stuck = `if (records[0][0] === 'stuck') for (;;); return records;`;
  const { invoke, ping, untilPrinted } = await serving(stuck, { timeoutSeconds: 0.5 });
  expect((await invoke('stuck')).status).toBe(504);
  await untilPrinted('worker-stuck');
  await untilStatus(ping, 200);
  await untilStatus(async () => (await invoke('a')).status, 200);
  await untilPrinted('"event":"worker-died"');
});

test('a worker whose calls all hang without blocking it is replaced too', async () => {
  const lost = `if (records[0][0] === 'lost') await new Promise(() => {}); return records;`;
  const { invoke, ping, untilPrinted } = await serving(lost, { timeoutSeconds: 0.5 });
  const answers = await Promise.all(Array.from({ length: 32 }, () => invoke('lost')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([504]));
  await untilPrinted('all its calls have timed out');
  await untilStatus(ping, 200);
  await untilStatus(async () => (await invoke('a')).status, 200);
  await untilPrinted('"callsLost":32');
});

test('a handler that is only slow keeps its worker', async () => {
  const slow = `if (records[0][0] === 'slow') await pause(4000); return records;`;
  const { invoke, printed } = await serving(slow, { timeoutSeconds: 1 });
  expect((await invoke('slow')).status).toBe(504);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await untilStatus(async () => (await invoke('a')).status, 200);
  expect(printed()).not.toContain('worker-');
});
