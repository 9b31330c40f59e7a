import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { askServer } from '../../src/shell/rehearse/ask-server.ts';

/** A server that answers each call so. */
async function serve(answer: (response: ServerResponse) => void) {
  const server = createServer((_, response) => answer(response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

const path = '/invocations';

test('a stream whose first piece is in time may last longer than other answers', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const cleared = vi.spyOn(globalThis, 'clearTimeout');
  let end = () => {};
  const address = await serve((response) => {
    response.write('one ');
    end = () => void response.end('two');
  });
  const asked = askServer(address, { path, timeoutMs: 60_000, streamMs: 480_000 });
  await vi.waitFor(() => expect(cleared).toHaveBeenCalled(), { timeout: 20_000 });
  vi.advanceTimersByTime(300_000);
  end();
  const answer = await asked;
  expect(answer).toMatchObject({ ok: true, value: { firstPieceMs: expect.any(Number) } });
  expect(answer.ok && new TextDecoder().decode(answer.value.body)).toBe('one two');
});

test('a stream that does not end is given up at its own limit', async () => {
  const address = await serve((response) => void response.write('one '));
  const answer = await askServer(address, { path, timeoutMs: 60_000, streamMs: 100 });
  expect(answer).toMatchObject({ ok: false, reason: 'the stream has not ended within 0.1 s' });
});

test.each([
  ['sends nothing', () => {}],
  ['has no piece after its head', (response: ServerResponse) => response.flushHeaders()],
  [
    'says its length and is slow',
    (response: ServerResponse) => void response.writeHead(200, { 'content-length': 9 }).write('1,2'),
  ],
])('an answer that %s has the limit of all answers', async (_, answer) => {
  const reply = await askServer(await serve(answer), { path, timeoutMs: 100, streamMs: 60_000 });
  expect(reply).toMatchObject({ ok: false, reason: 'no answer within 0.1 s' });
});
