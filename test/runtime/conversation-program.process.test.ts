import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openWebSocket, refusedWebSocket } from './converse-in-test.ts';
import { serveProgram } from './program-in-test.ts';

async function serveParrot(limits = {}, bidirectional = '/ws') {
  const command = [process.execPath, join(import.meta.dirname, '../support/programs/parrot.mjs')];
  const server = await serveProgram({
    program: { command, bidirectional },
    limits: { workers: 'auto', conversations: 16, ...limits },
  });
  const url = `ws://127.0.0.1:${server.port}/invocations-bidirectional-stream`;
  return { ...server, url, open: (query = '', headers = {}) => openWebSocket(`${url}${query}`, headers) };
}

const greeting = expect.stringContaining('pathname');

test('a conversation with a program passes everything on', async () => {
  const { open } = await serveParrot();
  const { socket, arrived, ended } = await open('?language=de', {
    'x-amzn-sagemaker-custom-attributes': 'tone=dry',
    'x-amzn-sagemaker-inference-id': 'seven',
    'x-amzn-sagemaker-session-id': 'three',
  });
  socket.send('héllo');
  socket.send(Buffer.from([0, 255]));
  socket.send('one, ', { fin: false });
  socket.send('two', { fin: true });
  socket.send('last');
  expect(await ended).toEqual({ code: 4000, reason: 'that was all' });
  expect(arrived).toEqual([greeting, 'héllo', Buffer.from([0, 255]), 'one, two', 'last']);
  expect(JSON.parse(String(arrived[0]))).toMatchObject({
    pathname: '/ws',
    search: '?language=de',
    headers: {
      'x-amzn-sagemaker-custom-attributes': 'tone=dry',
      'x-amzn-sagemaker-inference-id': 'seven',
      'x-amzn-sagemaker-session-id': 'three',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  });
});

test('a query of the manifest stays before that of the caller', async () => {
  const { open } = await serveParrot({}, '/ws?version=1');
  const { arrived } = await open('?language=de');
  await expect.poll(() => arrived.length).toBe(1);
  expect(JSON.parse(String(arrived[0])).search).toBe('?version=1&language=de');
});

test.each([
  ['close 3001 enough', { code: 3001, reason: 'enough' }],
  ['close 1013 later', { code: 1013, reason: 'later' }],
  ['silently', { code: 1000, reason: '' }],
  ['break', { code: 1011, reason: expect.stringMatching(/^the program broke off the conversation/) }],
  ['die', { code: 1011, reason: expect.stringMatching(/^the program broke off/) }],
])('the program ends it: %s', async (word, end) => {
  const { open } = await serveParrot();
  const { socket, ended } = await open();
  socket.send(word);
  expect(await ended).toEqual(end);
});

test('a program that refuses it is no answer, and the log says why', async () => {
  const { open, logs } = await serveParrot();
  const { ended } = await open('?forbidden');
  expect(await ended).toEqual({
    code: 1011,
    reason: expect.stringMatching(/^the program did not take the conversation/),
  });
  expect(logs).toContainEqual({
    level: 'error',
    event: 'conversation-failed',
    requestId: expect.any(String),
    message: 'it answered 403 in place of a WebSocket',
  });
});

test('a program that never opens it gets no more time than a call', async () => {
  const { open } = await serveParrot({ timeoutSeconds: 0.2 });
  const { ended } = await open('?hang');
  expect(await ended).toEqual({ code: 1013, reason: 'no worker took the conversation within 0.2 seconds' });
});

test('the program learns that the caller has left, and its place is free again', async () => {
  const { open, url } = await serveParrot({ workers: 1 });
  const { socket, arrived } = await open();
  await expect.poll(() => arrived.length).toBe(1);
  expect(await refusedWebSocket(url)).toMatchObject({ status: 503 });
  socket.terminate();
  await expect.poll(() => open().catch(() => undefined)).toBeDefined();
});

test('a stop of the server closes both sides with 1001', async () => {
  const { open, stop } = await serveParrot();
  const { arrived, ended } = await open();
  await expect.poll(() => arrived.length).toBe(1);
  const stopped = stop();
  expect(await ended).toEqual({ code: 1001, reason: 'the server is stopping' });
  await stopped;
});

test('a caller who does not read stops the program', async () => {
  const { open, ownAddress } = await serveParrot();
  const { socket, arrived } = await open();
  await expect.poll(() => arrived.length).toBe(1);
  socket.send('flood');
  socket.pause();
  const flooded = async () => Number(await (await fetch(ownAddress)).text());
  let last = -1;
  await expect
    .poll(async () => {
      const before = last;
      last = await flooded();
      await pause(50);
      return last > 0 && last === before;
    })
    .toBe(true);
  expect(last).toBeLessThan(2000);
  socket.resume();
  await expect.poll(() => arrived.length).toBe(2001);
});
