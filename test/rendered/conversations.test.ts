import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openWebSocket } from '../runtime/converse-in-test.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { modelPackage, serverPackage } from '../support/expect-problems.ts';
import { runCommand } from '../support/run-command.ts';
import { startListing } from '../support/running-server.ts';
import { placeWithPackages } from '../support/use-listing.ts';

const types = 'contentTypes: { input: [text/plain], output: [application/json] }';
const inference = 'inference: { bidirectional: true }';

function place(framework: string): string {
  return placeWithPackages(
    modelPackage({ framework: `framework: ${framework}`, contentTypes: types, inference }),
  );
}

describe.each(['typescript', 'python'])('a listing of %s with conversations', (framework) => {
  test('talks, answers calls, and ends as its handler says', async () => {
    const { url, stop } = await startListing(place(framework));
    const address = `${url.replace('http', 'ws')}/invocations-bidirectional-stream`;
    const { socket, arrived, ended } = await openWebSocket(`${address}?most=3`);
    socket.send('hello');
    socket.send(Buffer.from([0, 255]));
    await expect.poll(() => arrived).toEqual(['hello.', Buffer.from([0, 255])]);
    const headers = { 'content-type': 'text/plain' };
    const answer = await fetch(`${url}/invocations`, { method: 'POST', headers, body: 'once' });
    expect(await answer.json()).toEqual({ prediction: 'once.' });
    socket.send('goodbye');
    expect(await ended).toEqual({ code: 4000, reason: '3 messages were answered' });
    const wrong = await openWebSocket(`${address}?most=no`);
    expect(await wrong.ended).toMatchObject({ code: 1007 });
    const open = await openWebSocket(address);
    expect(await stop()).toBe(0);
    expect(await open.ended).toEqual({ code: 1001, reason: 'the server is stopping' });
  });

  test('tells in its README how to talk with it, in words that run', async () => {
    const listing = place(framework);
    const [, program = ''] =
      /node --eval '\n(.*?)'\n```/s.exec(readFileSync(join(listing, 'README.md'), 'utf8')) ?? [];
    const { url, stop } = await startListing(listing);
    const here = program.replace('ws://127.0.0.1:8080', url.replace('http', 'ws'));
    const said = execFileSync(process.execPath, ['--eval', here], { encoding: 'utf8' });
    expect(said).toMatch(/^hello\.\n1005/);
    await stop();
  });

  test('has the label, and the library in its image', () => {
    const listing = place(framework);
    const dockerfile = readFileSync(join(listing, 'Dockerfile'), 'utf8');
    expect(dockerfile).toContain('LABEL com.amazonaws.sagemaker.capabilities.bidirectional-streaming=true\n');
    const stages = [...dockerfile.matchAll(/^FROM .* AS (.*)$/gm)].map(([, name]) => name);
    expect(new Set(stages).size).toBe(stages.length);
    expect(dockerfile).toMatch(
      /COPY --from=\S+ \/opt\/program\/node_modules\/ \/opt\/program\/node_modules\//,
    );
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(listing, 'package.json'), 'utf8'));
    const tested = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../node_modules/ws/package.json'), 'utf8'),
    );
    expect(dependencies).toEqual({ ws: tested.version });
    expect(Object.keys(devDependencies)).toContain('@types/ws');
  });

  const isLeftOut = !isEveryCase && framework !== 'python';
  test.skipIf(isLeftOut)(`is rehearsed${isLeftOut ? inCiAlone : ''}`, async () => {
    const listing = place(framework);
    writeFileSync(join(listing, 'model/weights'), '1\n');
    const { out } = await runCommand(['rehearse', '--no-engine'], listing);
    expect(out).toMatch(/passed +conversations +three WebSockets/);
  });
});

test('a listing with a server of the seller passes its WebSocket through', async () => {
  const command = ['node', 'parrot.mjs'];
  const yaml = serverPackage(
    { command, bidirectional: '/ws' },
    { inference, include: 'include: [parrot.mjs]', contentTypes: types },
  );
  const program = readFileSync(join(import.meta.dirname, '../support/programs/parrot.mjs'));
  const { url, stop } = await startListing(placeWithPackages(yaml, { 'parrot.mjs': program }));
  const address = `${url.replace('http', 'ws')}/invocations-bidirectional-stream`;
  const { socket, arrived, ended } = await openWebSocket(`${address}?language=de`);
  socket.send('last');
  expect(await ended).toEqual({ code: 4000, reason: 'that was all' });
  expect(JSON.parse(String(arrived[0]))).toMatchObject({ pathname: '/ws', search: '?language=de' });
  expect(arrived[1]).toBe('last');
  expect(await stop()).toBe(0);
});

test('validate tells a handler that holds no conversations', async () => {
  const yaml = modelPackage({ framework: 'framework: scikit-learn', inference });
  const { code, err } = await runCommand(['validate'], placeWithPackages(yaml));
  expect([code, err]).toEqual([
    0,
    expect.stringContaining('python/model.py:1:1: warning: `inference.bidirectional` says'),
  ]);
  expect(err).toContain('async def converse(model, messages, conversation): …');
  for (const framework of ['typescript', 'python']) {
    const sound = await runCommand(['validate'], place(framework));
    expect(sound.err).not.toContain('bidirectional-without-converse');
  }
});
