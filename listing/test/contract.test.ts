// Checks that this listing meets SageMaker's contract. Run it with `npm test`.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import * as contract from '../runtime/contract.ts';

const root = join(import.meta.dirname, '..');
process.env.SAGEMAKER_BASE_DIR ??= join(root, 'local');

const [first] = contract.inputTypes;
const firstSample = readFileSync(join(root, contract.samples[first.type]));

// A listing for GPUs is tested without one, too.
const environment = { REQUIRE_GPU: 'false', ...process.env, SAGEMAKER_BIND_TO_PORT: '0' };
const serve = spawn(join(root, 'bin/serve'), { env: environment, stdio: ['ignore', 'inherit', 'pipe'] });
let log = '';
serve.stderr.on('data', (chunk) => {
  log += chunk;
});

/** The lines of the log that name a fault, for a test that fails. */
const faults = () => log.split('\n').filter((line) => !line.includes('"level":"info"'));

before(async () => {
  while (serve.exitCode === null && !log.includes('"model-loaded"')) await pause(50);
  if (serve.exitCode === null) return;
  const place = contract.bundledModel ?? join(process.env.SAGEMAKER_BASE_DIR ?? '', 'model');
  console.error(
    `${log}The model in ${place} did not load; the log has the reason. An algorithm must be trained first: npm run train.`,
  );
  process.exit(1);
});

after(() => serve.kill());

test('the model loads, and /ping answers 200 with an empty body', async () => {
  const answer = await fetch(url('/ping'));
  assert.equal(answer.status, 200, faults().join('\n'));
  assert.equal(await answer.text(), '');
});

for (const { type } of contract.inputTypes)
  for (const { type: accept } of contract.outputTypes)
    test(`${contract.samples[type]} is answered as ${accept}`, async () => {
      const body = readFileSync(join(root, contract.samples[type]));
      const answer = await invoke(body, { 'content-type': type, accept });
      assert.equal(answer.status, 200, `${await answer.text()}\n${faults().join('\n')}`);
      assert.ok(mayAnswer(accept).includes(answer.headers.get('content-type')?.split(';')[0] ?? ''));
    });

/** A program of yours may choose among the declared types by the body, and not by what the caller accepts. */
function mayAnswer(accept: string): readonly string[] {
  return 'program' in contract ? contract.outputTypes.map(({ type }) => type) : [accept];
}

test('a content type that the manifest does not declare is refused with 415', async () => {
  const answer = await invoke('x', { 'content-type': 'application/x-undeclared' });
  assert.equal(answer.status, 415);
});

test('an answer that the manifest does not declare is refused with 406', async () => {
  const answer = await invoke(firstSample, {
    'content-type': first.type,
    accept: 'application/x-undeclared',
  });
  assert.equal(answer.status, 406);
});

for (const type of [
  '',
  '*/*',
  'application/x-www-form-urlencoded',
  `${first.type.toUpperCase()}; charset=utf-8`,
])
  test(`a body of type "${type}" is read as ${first.type}`, async () => {
    const answer = await invoke(firstSample, { 'content-type': type });
    assert.equal(answer.status, 200, `${await answer.text()}\n${faults().join('\n')}`);
  });

for (const { type } of contract.inputTypes)
  test(`a body that is not ${type} never causes a server error`, async () => {
    for (const body of ['', '{"', 'a,"b', '\0\0\0', '\x93NUMPY'.repeat(9)]) {
      const answer = await invoke(body, { 'content-type': type });
      assert.ok(answer.status < 500, `${answer.status} for ${JSON.stringify(body)}\n${faults().join('\n')}`);
    }
  });

test('a body that is announced as too large is refused with 413', async () => {
  const bytes = contract.limits.maxPayloadMB * 2 ** 20 + 1;
  const sending = request(url('/invocations'), { method: 'POST', headers: { 'content-length': bytes } });
  sending.on('error', () => {}).flushHeaders();
  const [answer] = await once(sending, 'response');
  assert.equal(answer.statusCode, 413);
  sending.destroy();
});

test('/ping is answered while calls are in progress', async () => {
  const calls = Array.from({ length: 20 }, () => invoke(firstSample, { 'content-type': first.type }));
  assert.equal((await fetch(url('/ping'))).status, 200);
  for (const answer of await Promise.all(calls)) assert.equal(answer.status, 200, faults().join('\n'));
});

test('/execution-parameters stays within the limits of a batch transform', async () => {
  const answer = await fetch(url('/execution-parameters'));
  const { MaxConcurrentTransforms, MaxPayloadInMB } = (await answer.json()) as Record<string, number>;
  assert.ok(Number(MaxConcurrentTransforms) * Number(MaxPayloadInMB) <= 100);
});

test('bin/serve ends with 0 when SageMaker stops it', async () => {
  serve.kill('SIGTERM');
  if (serve.exitCode === null) await once(serve, 'exit');
  assert.equal(serve.exitCode, 0, log);
});

function invoke(body: Uint8Array<ArrayBuffer> | string, headers: Record<string, string>): Promise<Response> {
  return fetch(url('/invocations'), { method: 'POST', body, headers });
}

function url(path: string): string {
  const [, port] = /"port":(\d+)/.exec(log) ?? [];
  return `http://127.0.0.1:${port}${path}`;
}
