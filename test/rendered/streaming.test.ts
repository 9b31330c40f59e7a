import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { awsPython } from '../support/aws.ts';
import { payloadPart } from '../support/event-stream.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { runCommand } from '../support/run-command.ts';
import { startListing } from '../support/running-server.ts';
import { placeWithPackages } from '../support/use-listing.ts';

const types =
  'contentTypes: { input: [text/plain], output: [text/event-stream, application/jsonlines, text/plain, application/json] }';
const inference = 'inference: { streaming: true }';

function place(framework: string): string {
  return placeWithPackages(
    modelPackage({ framework: `framework: ${framework}`, contentTypes: types, inference }),
  );
}

describe.each(['typescript', 'python'])('a listing of %s that streams', (framework) => {
  test('answers piece by piece in every type, and refuses what is no text', async () => {
    const { url, stop } = await startListing(place(framework));
    try {
      const ask = async (accept: string, body: string | Uint8Array = 'once upon') => {
        const headers = { 'content-type': 'text/plain', accept };
        const answer = await fetch(`${url}/invocations`, { method: 'POST', headers, body });
        return {
          status: answer.status,
          length: answer.headers.get('content-length'),
          text: await answer.text(),
        };
      };
      const streamed = (text: string) => ({ status: 200, length: null, text });
      const events = ['{"text":"once "}', '{"text":"upon "}', '{"text":"."}', '[DONE]'];
      const { text, ...head } = await ask('text/event-stream');
      expect({ ...head, text: text.replaceAll('": "', '":"') }).toEqual(
        streamed(events.map((data) => `data: ${data}\n\n`).join('')),
      );
      expect(await ask('application/jsonlines')).toEqual(streamed('"once "\n"upon "\n"."\n'));
      expect(await ask('text/plain')).toEqual(streamed('once upon .'));
      expect(JSON.parse((await ask('application/json')).text)).toEqual(['once ', 'upon ', '.']);
      expect((await ask('text/plain', Uint8Array.of(0xff))).status).toBe(400);
    } finally {
      await stop();
    }
  });

  test('tells buyers how they read it, in words that run with boto3', async () => {
    const listing = place(framework);
    const readme = readFileSync(join(listing, 'README.md'), 'utf8');
    const program = /```python\n(.*?)```/s.exec(readme)?.[1] ?? '';
    const server = await startListing(listing);
    const runtime = await startRuntime(server.url);
    try {
      const said = await run(program, listing, runtime);
      expect(said.replaceAll('": "', '":"')).toMatch(/^data: \{"text":"hello "\}\n\n.*data: \[DONE\]\n\n$/s);
    } finally {
      runtime.close();
      await server.stop();
    }
  });
});

test('validate tells a handler that cannot stream', async () => {
  const yaml = modelPackage({ framework: 'framework: scikit-learn', inference });
  const listing = placeWithPackages(yaml);
  const { code, err } = await runCommand(['validate'], listing);
  expect([code, err]).toEqual([
    0,
    expect.stringContaining('python/model.py:1:1: warning: `inference.streaming` says'),
  ]);
  expect(err).toContain('def handle(model, request): …');
  const sound = await runCommand(['validate'], place('python'));
  expect(sound.err).not.toContain('streaming-without-handle');
});

/** SageMaker's runtime in short: it passes a call on, and each part of the answer becomes an event of its own. */
async function startRuntime(listing: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const accept = String(request.headers['x-amzn-sagemaker-accept']);
    const headers = { 'content-type': String(request.headers['content-type']), accept };
    const body = Buffer.concat(chunks);
    const answer = await fetch(`${listing}/invocations`, { method: 'POST', headers, body });
    response.writeHead(answer.status, { 'content-type': 'application/vnd.amazon.eventstream' });
    for await (const part of answer.body ?? []) response.write(payloadPart(part));
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** What the program prints. */
function run(program: string, cwd: string, runtime: Server): Promise<string> {
  const url = `http://127.0.0.1:${(runtime.address() as AddressInfo).port}`;
  const env = {
    PATH: process.env['PATH'],
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL: url,
  };
  return new Promise((resolve, reject) => {
    execFile(awsPython, ['-c', program], { cwd, env }, (fault, out) =>
      fault ? reject(fault) : resolve(out),
    );
  });
}
