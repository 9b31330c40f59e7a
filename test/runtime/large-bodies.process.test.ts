import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rawCaller } from '../support/raw-caller.ts';
import { start, writeListing } from './listing-in-test.ts';

const mebibyte = 2 ** 20;

/** The worker is the only child of the server. */
function workerOf(server: number | undefined): string {
  const tasks = readdirSync(`/proc/${server}/task`);
  return tasks
    .map((task) => readFileSync(`/proc/${server}/task/${task}/children`, 'latin1'))
    .join('')
    .trim();
}

function memoryOf(id: string, which: 'VmHWM' | 'VmRSS'): number {
  const status = readFileSync(`/proc/${id}/status`, 'latin1');
  return Number(new RegExp(`${which}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
}

test.skipIf(process.platform !== 'linux')(
  'a worker gives back the memory that a large body needed, and pings are answered meanwhile',
  async () => {
    const folder = writeListing({
      'src/inference.ts': `import { defineInference } from '../runtime/inference.ts';
        export default defineInference({ load: () => undefined, predict: () => [1] });`,
    });
    const {
      process: server,
      printed,
      untilPrinted,
    } = start(folder, 'runtime/serving/server.ts', {
      SAGEMAKER_BIND_TO_PORT: '0',
      SAGEMAKER_MODEL_SERVER_WORKERS: '1',
    });
    await untilPrinted('model-loaded');
    const address = `http://127.0.0.1:${/"port":(\d+)/.exec(printed())?.[1]}`;
    const worker = workerOf(server.pid);
    const before = memoryOf(worker, 'VmRSS');
    let isAnswered = false;
    const answer = fetch(`${address}/invocations`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: Buffer.alloc(20 * mebibyte, ','),
    }).finally(() => {
      isAnswered = true;
    });
    do expect((await fetch(`${address}/ping`)).status).toBe(200);
    while (!isAnswered);
    expect((await answer).status).toBe(200);
    expect(memoryOf(worker, 'VmHWM')).toBeGreaterThan(before + 250 * mebibyte);
    await expect
      .poll(() => memoryOf(worker, 'VmRSS'), { timeout: 30_000 })
      .toBeLessThan(before + 200 * mebibyte);
  },
);

test.skipIf(process.platform !== 'linux')(
  'a body in very many small chunks takes little more memory than its bytes',
  async () => {
    const folder = writeListing({
      'src/inference.ts': `import { defineInference } from '../runtime/inference.ts';
        export default defineInference({ load: () => undefined, handle: (_model, { body }) => body });`,
    });
    const running = start(folder, 'runtime/serving/server.ts', {
      SAGEMAKER_BIND_TO_PORT: '0',
      SAGEMAKER_MODEL_SERVER_WORKERS: '1',
    });
    await running.untilPrinted('model-loaded');
    const server = String(running.process.pid);
    const before = memoryOf(server, 'VmHWM');
    const head =
      'POST /invocations HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n';
    const url = `http://127.0.0.1:${/"port":(\d+)/.exec(running.printed())?.[1]}`;
    const caller = await rawCaller(url, head, '1\r\na\r\n'.repeat(300_000), '0\r\n\r\n');
    expect((await caller.ended).endsWith(`\r\n\r\n${'a'.repeat(300_000)}`)).toBe(true);
    expect(memoryOf(server, 'VmHWM')).toBeLessThan(before + 100 * mebibyte);
  },
);
