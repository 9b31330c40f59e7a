// What SageMaker will ask of this listing, asked here first: `npm test`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as contract from '../runtime/contract.ts';
import { type RunningServer, startServer } from '../runtime/server.ts';
import inference from '../src/inference.ts';

const root = join(import.meta.dirname, '..');
const base = process.env.SAGEMAKER_BASE_DIR ?? join(root, 'local');
const modelDir = contract.bundledModel === null ? join(base, 'model') : join(root, contract.bundledModel);

let server: RunningServer;
const faults: string[] = [];

before(async () => {
  server = await startServer({
    inference: async () => inference,
    modelDir,
    port: 0,
    contract,
    log: (entry) => entry.level === 'error' && faults.push(JSON.stringify(entry)),
  });
  await server.loaded;
});

after(() => server.stop());

test('the model loads, and /ping answers 200 with an empty body', async () => {
  const answer = await fetch(url('/ping'));
  assert.equal(answer.status, 200, faults.join('\n'));
  assert.equal(await answer.text(), '');
});

for (const { type } of contract.inputTypes)
  for (const { type: accept } of contract.outputTypes)
    test(`${contract.samples[type]} is answered as ${accept}`, async () => {
      const body = readFileSync(join(root, contract.samples[type]));
      const answer = await invoke(body, { 'content-type': type, accept });
      assert.equal(answer.status, 200, `${await answer.text()}\n${faults.join('\n')}`);
      assert.equal(answer.headers.get('content-type')?.split(';')[0], accept);
    });

test('a content type that the manifest does not declare is refused with 415', async () => {
  const answer = await invoke('x', { 'content-type': 'application/x-undeclared' });
  assert.equal(answer.status, 415);
});

test('an answer that the manifest does not declare is refused with 406', async () => {
  const [first] = contract.inputTypes;
  const answer = await invoke('x', { 'content-type': first.type, accept: 'application/x-undeclared' });
  assert.equal(answer.status, 406);
});

test('/execution-parameters keeps within what a batch transform allows', async () => {
  const answer = await fetch(url('/execution-parameters'));
  const { MaxConcurrentTransforms, MaxPayloadInMB } = (await answer.json()) as Record<string, number>;
  assert.ok(Number(MaxConcurrentTransforms) * Number(MaxPayloadInMB) <= 100);
});

function invoke(body: Uint8Array<ArrayBuffer> | string, headers: Record<string, string>): Promise<Response> {
  return fetch(url('/invocations'), { method: 'POST', body, headers });
}

function url(path: string): string {
  return `http://127.0.0.1:${server.port}${path}`;
}
