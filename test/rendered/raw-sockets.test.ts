import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { start, writeListing } from '../runtime/listing-in-test.ts';
import { oneIn } from '../support/every-case.ts';
import { serveFlask } from '../support/flask-listing.ts';
import { flaskPythons, pythonOf, titled } from '../support/python.ts';
import { answersIn, type RawCaller, rawCaller } from '../support/raw-caller.ts';
import { chunks } from '../support/raw-cases/chunks.ts';
import { connections, tooSlow } from '../support/raw-cases/connections.ts';
import { heads } from '../support/raw-cases/heads.ts';
import { pipelines } from '../support/raw-cases/pipelines.ts';
import { lastPing, type Outcome, type RawCase } from '../support/raw-cases/raw-case.ts';
import { smuggling } from '../support/raw-cases/smuggling.ts';
import { versions } from '../support/raw-cases/versions.ts';
import { sharedByTests } from '../support/when-over.ts';

const python = pythonOf('listing');
const cases = { smuggling, chunks, pipelines, versions, heads, connections };
const attributes = 'x-amzn-sagemaker-custom-attributes';
const timeout = 'SAGEMAKER_MODEL_SERVER_TIMEOUT';

/** Starts a server whose handler answers with the body and, as attributes, with the number of its calls. */
type Start = (environment?: Readonly<Record<string, string>>) => Promise<string>;

const startTypescript: Start = async (environment) => {
  const handler = `import { defineInference } from '../runtime/inference.ts';
    let calls = 0;
    export default defineInference({
      load: () => undefined,
      handle: (_model, { body, setAttributes }) => {
        calls += 1;
        setAttributes(String(calls));
        return body;
      },
    });`;
  const running = start(writeListing({ 'src/inference.ts': handler }), 'runtime/serving/server.ts', {
    SAGEMAKER_BIND_TO_PORT: '0',
    SAGEMAKER_MODEL_SERVER_WORKERS: '1',
    ...environment,
  });
  await running.untilPrinted('model-loaded');
  return `http://127.0.0.1:${/"port":(\d+)/.exec(running.printed())?.[1]}`;
};

const startFlask = async (programs: string, environment: Parameters<Start>[0] = {}) => {
  const { url } = await serveFlask(programs, {
    above: 'calls = 0\n',
    answer: `
global calls
calls += 1
return Response(text, headers={"${attributes}": str(calls)}, mimetype="application/json")`,
    manifest: { inference: 'inference: { workers: 1 }' },
    environment,
  });
  return url;
};

describe('the TypeScript server', () => tryAll((row) => row, startTypescript));

describe.skipIf(python.missing)(titled('the server of Flask', python), () => {
  describe.each(oneIn(2, flaskPythons))('with %s', (programs) =>
    tryAll(
      (row) => ({ ...row, ...row.flask }),
      (environment) => startFlask(programs, environment),
    ),
  );
});

function tryAll(choose: (row: RawCase) => RawCase, startServer: Start): void {
  const server = sharedByTests(() => startServer());

  describe.each(Object.entries(cases))('%s', (_, rows) => {
    test.each(rows.map(choose))('$name', (row) => tryCase(server(), row));
  });

  test('callers who are too slow', async () => {
    const url = await startServer({ [timeout]: '1' });
    await Promise.all(tooSlow.map(async (row) => callAs(await rawCaller(url), choose(row))));
    await callAsAnother(url);
  });
}

async function tryCase(url: string, row: RawCase): Promise<void> {
  const before = await callAsAnother(url);
  const callers = await Promise.all(Array.from({ length: row.callers ?? 1 }, () => rawCaller(url)));
  await Promise.all(callers.map((caller) => callAs(caller, row)));
  const calls = row.gets.filter((one) => typeof one === 'string' && one !== '').length;
  expect(await callAsAnother(url)).toBe(before + calls + 1);
  for (const { socket } of callers) socket.destroy();
}

async function callAs(caller: RawCaller, { sends, gets, connection }: RawCase): Promise<void> {
  for (const step of sends)
    if (typeof step === 'function') await step(caller);
    else caller.socket.write(step);
  if (connection === 'goes on') caller.socket.write(lastPing);
  if (connection !== 'waits')
    checkAnswers(await caller.ended, connection === 'goes on' ? [...gets, ''] : gets);
  else if (gets.length === 0) expect(caller.received()).toBe('');
}

function checkAnswers(received: string, gets: Outcome['gets']): void {
  // `100 Continue` is no answer. Callers who will send no more can get it at any time.
  const answers = answersIn(received).filter(([status]) => status !== 100);
  expect(answers.map(([status, body]) => (status === 200 ? body : status))).toEqual(
    gets.map((one) => (Array.isArray(one) ? expect.toBeOneOf(one) : one)),
  );
  const refusals = answers.filter(([status]) => status >= 400);
  for (const [, body] of refusals) expect(JSON.parse(body)).toMatchObject({ error: expect.any(String) });
  const typed = received.match(/^content-type: application\/json\r$/gim) ?? [];
  expect(typed.length).toBeGreaterThanOrEqual(refusals.length);
}

/** Others get their ping and their own bytes. Returns how often the handler was called until now. */
async function callAsAnother(url: string): Promise<number> {
  expect((await fetch(`${url}/ping`)).status).toBe(200);
  const body = randomBytes(300).toString('base64');
  const answer = await fetch(`${url}/invocations`, { method: 'POST', body });
  expect(await answer.text()).toBe(body);
  return Number(answer.headers.get(attributes));
}
