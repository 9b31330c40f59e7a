import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { limits } from '../../listing/runtime/contract.ts';
import { converseWithProgram } from '../../listing/runtime/conversation/program-conversation.ts';
import { wholeBody } from '../../listing/runtime/serving/frames.ts';

test('what a program has said before it closed is passed on, though the server stops meanwhile', async () => {
  const program = new WebSocketServer({ port: 0 });
  onTestFinished(() => void program.close());
  await once(program, 'listening');
  const closed = new Promise((resolve) => {
    program.on('connection', (socket) => {
      for (const word of ['one', 'two', 'three']) socket.send(word);
      socket.close(1000, 'done');
      socket.on('close', resolve);
    });
  });
  const said: string[] = [];
  const ended = Promise.withResolvers<void>();
  const { take } = converseWithProgram({
    url: `ws://127.0.0.1:${(program.address() as AddressInfo).port}/`,
    head: JSON.stringify({ requestId: 'a', query: '' }),
    limits,
    log: () => undefined,
    send: (kind, head = '', body = []) => {
      if (kind === 'piece') said.push(String(wholeBody(body)));
      if (kind !== 'end') return;
      said.push(head);
      ended.resolve();
    },
  });
  await closed;
  // Until our side of the connection has noticed.
  await pause(20);
  for (const kind of ['last', 'more', 'more', 'more'] as const) take({ kind, head: '', body: [] });
  await ended.promise;
  expect(said).toEqual(['one', 'two', 'three', '{"code":1000,"reason":"done"}']);
});
