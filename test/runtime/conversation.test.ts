import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import {
  BadBody,
  type Conversation,
  defineInference,
  type Message,
} from '../../listing/runtime/inference.ts';
import { fittingReason } from '../../listing/runtime/serving/closing.ts';
import { Refusal } from '../../listing/runtime/serving/refusal.ts';
import {
  clientFrame,
  closeCode,
  openRaw,
  openWebSocket,
  refusedWebSocket,
  serveConversations,
} from './converse-in-test.ts';
import { serve } from './serve-in-test.ts';

async function* echo(_model: object, messages: AsyncIterable<Message>): AsyncGenerator<Message> {
  for await (const message of messages) yield message;
}

describe('a conversation', () => {
  test('passes texts, bytes and fragments on, each as it came', async () => {
    const { open } = await serveConversations(echo);
    const { socket, arrived, ended } = await open();
    socket.send('héllo');
    socket.send(Buffer.from([0, 255]));
    socket.send('one, ', { fin: false });
    socket.send('two', { fin: true });
    socket.send('');
    socket.send('\u{feff}mark');
    await expect
      .poll(() => arrived)
      .toEqual(['héllo', Buffer.from([0, 255]), 'one, two', '', '\u{feff}mark']);
    socket.close(1000);
    expect(await ended).toEqual({ code: 1000, reason: '' });
  });

  test('begins with what is known of the caller', async () => {
    let known: Partial<Conversation> = {};
    const { open } = await serveConversations(async function* (_model, _messages, conversation) {
      known = conversation;
      yield 'hello';
    });
    const { ended } = await open('?language=de&rate=8000', {
      'x-amzn-sagemaker-custom-attributes': 'tone=dry',
      'x-amzn-sagemaker-inference-id': 'seven',
      'x-amzn-sagemaker-session-id': 'three',
    });
    expect(await ended).toEqual({ code: 1000, reason: '' });
    expect({ ...known, query: Object.fromEntries(known.query ?? []) }).toMatchObject({
      attributes: 'tone=dry',
      inferenceId: 'seven',
      sessionId: 'three',
      query: { language: 'de', rate: '8000' },
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('speaks without being asked, and listens meanwhile', async () => {
    const heard: Message[] = [];
    const { open } = await serveConversations(async function* (_model, messages) {
      const listening = (async () => {
        for await (const message of messages) heard.push(message);
      })();
      for (let count = 1; count <= 3; count += 1) yield `${count}`;
      await listening;
    });
    const { socket, arrived, ended } = await open();
    await expect.poll(() => arrived).toEqual(['1', '2', '3']);
    socket.send('enough');
    await expect.poll(() => heard).toEqual(['enough']);
    socket.close(1000);
    await ended;
  });

  test('answers pings while the handler computes, and other calls too', async () => {
    const gate = Promise.withResolvers<void>();
    const { open, call } = await serveConversations(async function* () {
      await gate.promise;
      yield 'done';
    });
    const { socket, arrived } = await open();
    socket.ping('are you there');
    expect(String((await once(socket, 'pong'))[0])).toBe('are you there');
    expect((await call('/ping')).status).toBe(200);
    expect((await call('/invocations', 'x', { headers: { 'content-type': 'text/plain' } })).text).toBe('x');
    gate.resolve();
    await expect.poll(() => arrived).toEqual(['done']);
  });
});

describe('the end of a conversation', () => {
  const failures: readonly (readonly [string, () => unknown, { code: number; reason: RegExp }])[] = [
    [
      'wrong data',
      () => new BadBody('the sample rate is missing'),
      { code: 1007, reason: /^the sample rate/ },
    ],
    ['an error', () => new Error('secret'), { code: 1011, reason: /^the model failed in the conversation/ }],
    ['a refusal', () => new Refusal(403, 'not for you'), { code: 1008, reason: /^not for you$/ }],
    ['a lack of room', () => new Refusal(503, 'later'), { code: 1013, reason: /^later$/ }],
  ];
  test.each(failures)('tells %s by its code', async (_name, fault, { code, reason }) => {
    const { open, logs } = await serveConversations(async function* () {
      yield 'first';
      throw fault();
    });
    const { arrived, ended } = await open();
    expect(await ended).toEqual({ code, reason: expect.stringMatching(reason) });
    expect(arrived).toEqual(['first']);
    expect(logs.filter(({ event }) => event === 'conversation-failed').length).toBe(code === 1011 ? 1 : 0);
  });

  test('has the code and the reason of the handler', async () => {
    const { open } = await serveConversations(async function* (_model, _messages, { closeWith }) {
      yield 'first';
      closeWith(4001, 'the quota is used up');
    });
    expect(await (await open()).ended).toEqual({ code: 4001, reason: 'the quota is used up' });
  });

  test.each([
    [1011, ''],
    [2999, ''],
    [4000.5, ''],
    [4000, 'é'.repeat(62)],
  ])('refuses the code %d with the reason %s from a handler', async (code, reason) => {
    const { open, logs } = await serveConversations(async function* (_model, _messages, { closeWith }) {
      yield 'first';
      closeWith(code, reason);
    });
    expect((await (await open()).ended).code).toBe(1011);
    expect(logs.map(({ event }) => event)).toContain('conversation-failed');
  });

  test('fits into a close frame without a broken letter', () => {
    expect(fittingReason('short')).toBe('short');
    const long = fittingReason('é'.repeat(100));
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(123);
    expect(long).toBe(`${'é'.repeat(60)}…`);
  });

  test('reaches the handler: no more messages, the signal, and the end of its loop', async () => {
    const steps: string[] = [];
    const { open } = await serveConversations(async function* (_model, messages, { signal }) {
      signal.addEventListener('abort', () => steps.push(`aborted: ${signal.reason.message}`));
      try {
        for await (const message of messages) yield message;
        steps.push('no more messages');
        yield 'nobody reads this';
        steps.push('never');
      } finally {
        steps.push('cleaned up');
      }
    });
    const { socket, arrived } = await open();
    socket.send('x');
    await expect.poll(() => arrived).toEqual(['x']);
    socket.close();
    await expect
      .poll(() => steps)
      .toEqual(['aborted: the caller has left', 'no more messages', 'cleaned up']);
  });

  test('comes after the longest time, and gives the place free', async () => {
    const { open } = await serveConversations(echo, { limits: { conversations: 1 }, times: { longest: 50 } });
    expect(await (await open()).ended).toEqual({
      code: 1008,
      reason: 'a conversation lasts no longer than 30 minutes',
    });
    expect((await (await open()).ended).code).toBe(1008);
  });

  test('comes for a caller who answers no pings', async () => {
    let why = '';
    const { port } = await serveConversations(
      async function* (_model, messages, { signal }) {
        signal.addEventListener('abort', () => {
          why = signal.reason.message;
        });
        for await (const message of messages) yield message;
      },
      { times: { ping: 10 } },
    );
    const { ended, received } = await openRaw(port);
    await ended;
    expect(received()).toEqual(Buffer.from([0x89, 0, 0x89, 0, 0x89, 0, 0x89, 0, 0x89, 0]));
    await expect.poll(() => why).toBe('the caller has not answered 5 pings');
  });

  test('does not come for one who answers them', async () => {
    const { open } = await serveConversations(echo, { times: { ping: 5 } });
    const { socket, arrived } = await open();
    let pings = 0;
    socket.on('ping', () => {
      pings += 1;
    });
    await expect.poll(() => pings).toBeGreaterThan(20);
    socket.send('still here');
    await expect.poll(() => arrived).toEqual(['still here']);
  });

  test('is no error of the handler where the caller has left', async () => {
    const { open, logs } = await serveConversations(async function* (_model, messages) {
      for await (const message of messages) yield message;
      throw new Error('the connection to somewhere is gone');
    });
    const { arrived, socket } = await open();
    socket.send('first');
    await expect.poll(() => arrived).toEqual(['first']);
    socket.terminate();
    const next = await open();
    next.socket.send('second');
    await expect.poll(() => next.arrived).toEqual(['second']);
    expect(logs.map(({ event }) => event)).not.toContain('conversation-failed');
  });
});

describe('a stop of the server', () => {
  test('lets handlers say goodbye, and closes with 1001', async () => {
    const { open, stop, url } = await serveConversations(async function* (_model, messages) {
      yield* messages;
      yield 'goodbye';
    });
    const { socket, arrived, ended } = await open();
    socket.send('hello');
    await expect.poll(() => arrived).toEqual(['hello']);
    const stopped = stop();
    expect(await ended).toEqual({ code: 1001, reason: 'the server is stopping' });
    expect(arrived).toEqual(['hello', 'goodbye']);
    await stopped;
    await expect(openWebSocket(url)).rejects.toThrow('ECONNREFUSED');
  });

  test('does not wait for a handler that never ends, nor for a caller who does not answer', async () => {
    const { open, port, stop } = await serveConversations(
      async function* (_model, _messages, { signal }) {
        while (!signal.aborted) {
          yield 'more';
          await pause(5);
        }
      },
      { times: { goodbye: 30, close: 30 } },
    );
    const { ended } = await open();
    const silent = await openRaw(port);
    await stop();
    expect(await ended).toEqual({ code: 1001, reason: 'the server is stopping' });
    await silent.ended;
    expect(closeCode(silent.received())).toBe(1001);
  });
});

describe('the number of conversations', () => {
  test('is limited for each worker; the next one is told to come again', async () => {
    const { open, url } = await serveConversations(echo, { limits: { conversations: 2 } });
    const first = await open();
    await open();
    expect(await refusedWebSocket(url)).toMatchObject({
      status: 503,
      error: 'the workers hold as many conversations as they can',
      headers: { 'retry-after': '1', 'content-type': 'application/json' },
    });
    first.socket.close();
    await first.ended;
    await vi.waitFor(() => open());
  });

  test('is a metric', async () => {
    const { open, call } = await serveConversations(echo);
    const { socket, ended } = await open();
    const count = async () =>
      /^inference_conversations_open (\d+)$/m.exec((await call('/metrics')).text)?.[1];
    expect(await count()).toBe('1');
    socket.close();
    await ended;
    await expect.poll(count).toBe('0');
  });

  test('leaves room for calls', async () => {
    const { open, invoke } = await serveConversations(echo, { limits: { conversations: 40 } });
    await Promise.all(Array.from({ length: 40 }, () => open()));
    expect((await invoke('x', { 'content-type': 'text/plain' })).text).toBe('x');
  });
});

describe('back-pressure', () => {
  test('stops a caller who sends more than the handler takes', async () => {
    const gate = Promise.withResolvers<void>();
    let count = 0;
    const { open } = await serveConversations(async function* (_model, messages) {
      await gate.promise;
      for await (const _ of messages) count += 1;
      yield '';
    });
    const { socket } = await open();
    const piece = Buffer.alloc(65_536);
    let sent = 0;
    // The system's own buffers take several megabytes.
    for (; sent < 2_000 && socket.bufferedAmount === 0; sent += 1) {
      socket.send(piece);
      await pause(0);
    }
    const held = socket.bufferedAmount;
    await pause(100);
    expect([held > 0, socket.bufferedAmount === held, sent < 2_000]).toEqual([true, true, true]);
    gate.resolve();
    await expect.poll(() => count).toBe(sent);
  });

  test('stops a handler whose caller does not read', async () => {
    let made = 0;
    const { port, open } = await serveConversations(async function* () {
      for (;;) {
        made += 1;
        yield Buffer.alloc(65_536);
      }
    });
    const { socket } = await openRaw(port);
    socket.pause();
    let last = -1;
    await expect
      .poll(async () => {
        const isSame = made === last;
        last = made;
        await pause(50);
        return isSame;
      })
      .toBe(true);
    expect(made).toBeLessThan(2_000);
    const other = await open();
    await expect.poll(() => other.arrived.length).toBeGreaterThan(3);
    other.socket.terminate();
  });

  test('ends a conversation whose messages would fill the memory', async () => {
    const { open } = await serveConversations(
      async function* () {
        await new Promise(() => {});
        yield '';
      },
      { bodyMemory: 500_000 },
    );
    const { socket, ended } = await open();
    for (let count = 0; count < 10; count += 1) socket.send(Buffer.alloc(100_000));
    expect(await ended).toMatchObject({ code: 1013 });
  });
});

describe('what the protocol forbids', () => {
  const text = 0x81;
  const cases: readonly (readonly [string, readonly Buffer[], number])[] = [
    ['a text that is no UTF-8', [clientFrame(text, Uint8Array.of(0xff))], 1007],
    [
      'UTF-8 that breaks off across fragments',
      [clientFrame(0x01, Uint8Array.of(0xe2, 0x82)), clientFrame(0x80, 'x')],
      1007,
    ],
    ['a continuation of nothing', [clientFrame(0x80, 'x')], 1002],
    ['a message inside another one', [clientFrame(0x01, 'x'), clientFrame(text, 'y')], 1002],
    ['a fragmented ping', [clientFrame(0x09, 'x')], 1002],
    ['a ping that is too long', [clientFrame(0x89, 'x'.repeat(126))], 1002],
    ['a reserved opcode', [clientFrame(0x83)], 1002],
    ['a reserved bit', [clientFrame(0xc1, 'x')], 1002],
    ['a frame without a mask', [Buffer.from([text, 1, 0x78])], 1002],
    ['a close frame of one byte', [clientFrame(0x88, 'x')], 1002],
    ['a close code that means nothing', [clientFrame(0x88, Uint8Array.of(0x03, 0xed))], 1002],
    ['a close reason that is no UTF-8', [clientFrame(0x88, Uint8Array.of(0x03, 0xe8, 0xff))], 1007],
  ];
  test.each(cases)('ends with a code: %s', async (_name, frames, code) => {
    const { port } = await serveConversations(echo);
    const { socket, ended, received } = await openRaw(port);
    for (const frame of frames) socket.write(frame);
    await expect.poll(() => received().includes(0x88)).toBe(true);
    expect(closeCode(received())).toBe(code);
    socket.end();
    await ended;
  });

  test('ends a message above the limit with 1009', async () => {
    const { open } = await serveConversations(echo, { limits: { maxPayloadMB: 1 } });
    const sound = await open();
    sound.socket.send(Buffer.alloc(2 ** 20));
    await expect.poll(() => sound.arrived.length).toBe(1);
    const { socket, ended } = await open();
    socket.send(Buffer.alloc(2 ** 20 + 1));
    expect((await ended).code).toBe(1009);
  });

  test('lets control frames come between fragments', async () => {
    const { port } = await serveConversations(echo);
    const { socket, received } = await openRaw(port);
    socket.write(clientFrame(0x01, 'one '));
    socket.write(clientFrame(0x89, 'ping'));
    await expect.poll(() => received().toString('latin1')).toBe('\x8a\x04ping');
    socket.write(clientFrame(0x00, 'two '));
    socket.write(clientFrame(0x80, 'three'));
    await expect.poll(() => received().toString('latin1')).toBe('\x8a\x04ping\x81\x0done two three');
  });

  test('and takes no other requests for a WebSocket', async () => {
    const { url, address, call, open } = await serveConversations(echo);
    expect(await refusedWebSocket(url.replace('-bidirectional-stream', ''))).toMatchObject({
      status: 405,
      error: '/invocations does not take GET',
    });
    expect(await refusedWebSocket(url.replace('invocations-bidirectional-stream', 'ping'))).toMatchObject({
      status: 400,
      supported: ['/invocations-bidirectional-stream'],
    });
    const path = `${address}/invocations-bidirectional-stream`;
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket' };
    expect(await statusWith(path, upgrade)).toBe(400);
    const key = { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' };
    expect(await statusWith(path, { ...upgrade, ...key, 'sec-websocket-version': '7' })).toBe(400);
    expect(await call('/invocations-bidirectional-stream')).toMatchObject({ status: 426 });
    const post = await fetch(path, { method: 'POST' });
    expect(post.status).toBe(405);
    // A client that offers HTTP/2 gets its answer in HTTP/1.1.
    const offered = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' };
    expect(await statusWith(`${address}/ping`, offered)).toBe(200);
    await open();
  });
});

async function statusWith(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const asked = request(url, { headers });
  asked.end();
  const [response] = await once(asked, 'response');
  response.resume();
  return response.statusCode;
}

test('a listing without conversations does not know their path', async () => {
  const { port, call } = await serve(defineInference({ load: () => ({}), handle: async () => 'x' }));
  const path = '/invocations-bidirectional-stream';
  expect(await call(path)).toMatchObject({ status: 404 });
  expect(await refusedWebSocket(`ws://127.0.0.1:${port}${path}`)).toMatchObject({ status: 404 });
});
