import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ServeScene } from '../../src/rehearse/check.ts';
import { conversations } from '../../src/rehearse/checks/conversations.ts';
import { converseWithServer } from '../../src/shell/rehearse/converse-with-server.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

type Behave = (socket: WebSocket) => void;

/** What the check says of a server whose WebSockets behave so. */
async function look(behave: Behave | undefined, { body = 'once upon a time', autoPong = true } = {}) {
  if (conversations.phase !== 'serve') throw new Error('it looks at no server');
  const server = createServer((_request, response) => response.writeHead(404).end());
  if (behave) new WebSocketServer({ server, autoPong }).on('connection', behave);
  const address = await listen(server);
  const listing = resolveText(modelPackage({ inference: 'inference: { bidirectional: true }' }));
  const scene = {
    listing,
    limits: { ping: 300 },
    samples: [{ path: 'samples/text-csv.csv', type: 'text/csv', body: Buffer.from(body, 'latin1') }],
    server: {
      converse: (talk: Parameters<typeof converseWithServer>[1]) =>
        converseWithServer(address, { ...talk, quietMs: 100 }),
      log: async () => ['the last line'],
    },
  };
  return conversations.look(scene as unknown as ServeScene);
}

async function listen(server: Server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.closeAllConnections());
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

const echo: Behave = (socket) =>
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));

test('a server that answers everything passes', async () => {
  expect(await look(echo)).toMatchObject({
    verdict: 'passed',
    evidence: ['text: a text of 16 bytes', 'bytes: bytes of 16 bytes', 'fragments: a text of 16 bytes'],
  });
});

test('samples that are no text are sent as bytes', async () => {
  expect(await look(echo, { body: '\xff\xfe' })).toMatchObject({
    evidence: expect.arrayContaining(['fragments: bytes of 2 bytes']),
  });
});

test('a server may say nothing, or refuse in order what it does not expect', async () => {
  expect(await look(() => {})).toMatchObject({
    verdict: 'passed',
    evidence: expect.arrayContaining(['text: no answer']),
  });
  expect(await look((socket) => socket.on('message', () => socket.close(1007, 'no JSON')))).toMatchObject({
    verdict: 'passed',
    evidence: expect.arrayContaining(['text: no answer, and the end with 1007 no JSON']),
  });
});

test.each<[string, Behave | undefined, boolean, string]>([
  ['no WebSocket', undefined, true, 'opens no WebSocket: '],
  ['no pong', echo, false, 'a ping is not answered within 0.3 s'],
  [
    'an error',
    (socket) => socket.on('message', () => socket.close(1011, 'oops')),
    true,
    'ends with 1011: oops',
  ],
  ['a break', (socket) => socket.on('message', () => socket.terminate()), true, 'without a close frame'],
  [
    'a caller who is not let go',
    (socket) => Object.assign(socket, { close: () => {} }),
    true,
    'without a close frame',
  ],
])('%s fails', async (_name, behave, autoPong, words) => {
  expect(await look(behave, { autoPong })).toMatchObject({
    verdict: 'failed',
    words: expect.stringContaining(words),
    evidence: ['the last line'],
  });
});
