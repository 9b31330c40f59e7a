import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { defineInference, type RawAnswer, type RawRequest } from '../../listing/runtime/inference.ts';
import { serve } from './serve-in-test.ts';

/** A caller who sends `a`, closes the sending side, and waits. */
function halfClosed(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  return socket.end('POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na');
}

/** A handler that answers when the test allows it. */
function gated() {
  const gate = Promise.withResolvers<void>();
  const started: AbortSignal[] = [];
  const inference = defineInference({
    load: () => undefined,
    predict: async (_model, records, { signal }) => {
      started.push(signal);
      await gate.promise;
      return records;
    },
  });
  return { inference, started, open: () => gate.resolve() };
}

function raw(handle: (request: RawRequest) => RawAnswer) {
  return defineInference({ load: () => undefined, handle: (_model, request) => handle(request) });
}

describe('under load', () => {
  test('a full queue sends callers away for a second while pings are answered', async () => {
    const { inference, started, open } = gated();
    const { call, invoke } = await serve(inference, { limits: { maxQueue: 2 } });
    const accepted = [invoke('a'), invoke('b')];
    await expect.poll(() => started.length).toBe(2);
    const refused = await invoke('c');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await call('/ping')).status).toBe(200);
    open();
    expect((await Promise.all(accepted)).map((answer) => answer.status)).toEqual([200, 200]);
    expect((await invoke('d')).status).toBe(200);
  });

  test('an answer that takes too long is 504, and its place is free again only when the handler has ended', async () => {
    const { inference, started, open } = gated();
    const { invoke, logs } = await serve(inference, { limits: { maxQueue: 1, timeoutSeconds: 0.1 } });
    const late = await invoke('a');
    expect(late.status).toBe(504);
    expect(JSON.parse(late.text).error).toBe('no answer within 0.1 seconds');
    await expect.poll(() => started[0]?.aborted).toBe(true);
    expect(logs.at(-1)).toMatchObject({ event: 'request-failed', message: 'no answer within 0.1 seconds' });
    expect((await invoke('b')).status).toBe(503);
    open();
    await expect.poll(async () => (await invoke('c')).status).toBe(200);
  });

  test.each([
    ['with a reset', (caller: Socket) => caller.resetAndDestroy()],
    ['as programs do that end', (caller: Socket) => caller.destroy()],
  ])(
    'the handler learns that the caller has gone, %s, and nothing is logged as a fault',
    async (_, leave) => {
      const { inference, started, open } = gated();
      const { port, logs } = await serve(inference);
      const caller = connect(port, '127.0.0.1');
      caller.write('POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na');
      await expect.poll(() => started.length).toBe(1);
      leave(caller);
      await expect.poll(() => started[0]?.aborted).toBe(true);
      open();
      await pause(20);
      expect(logs.filter((entry) => entry.level === 'error')).toEqual([]);
    },
  );

  test('callers who have closed their side get their answer, and then the connection closes', async () => {
    const { inference, started, open } = gated();
    const { port } = await serve(inference);
    const caller = halfClosed(port);
    await expect.poll(() => started.length).toBe(1);
    open();
    const received = String(await caller.toArray());
    expect(received).toMatch(/^HTTP\/1.1 200 /);
    expect(received).toMatch(/\["a"\]$/);
    expect(started[0]?.aborted).toBe(false);
  });

  test('callers who wait longer are asked twice whether they are still there, and then get their answer', async () => {
    const { inference, started, open } = gated();
    const { port } = await serve(inference);
    const caller = halfClosed(port);
    let received = '';
    caller.on('data', (bytes) => {
      received += bytes;
    });
    const asked = 'HTTP/1.1 100 Continue\r\n\r\n';
    await expect.poll(() => received).toBe(asked + asked);
    expect(started[0]?.aborted).toBe(false);
    open();
    await once(caller, 'end');
    expect(received.slice(2 * asked.length)).toMatch(/^HTTP\/1.1 200 [\s\S]*\["a"\]$/);
  });

  test('a caller whose body never ends is disconnected', async () => {
    const { port, call } = await serve(gated().inference, { limits: { timeoutSeconds: 0.3 } });
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc');
    const [head] = await once(socket, 'data');
    expect(String(head)).toMatch(/^HTTP\/1.1 408 /);
    await once(socket, 'close');
    expect((await call('/ping')).status).toBe(200);
  });

  test('a body that is announced as too large is refused before it is sent', async () => {
    const { port } = await serve(gated().inference, { limits: { maxPayloadMB: 1 } });
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n');
    const [head] = await once(socket, 'data');
    expect(String(head)).toMatch(/^HTTP\/1.1 413 /);
    socket.destroy();
  });

  test('a caller who asks first may send a body that fits, and learns about others before sending them', async () => {
    const { inference, open } = gated();
    const { port } = await serve(inference, { limits: { maxPayloadMB: 1 } });
    open();
    const ask = (length: number) => {
      const socket = connect(port, '127.0.0.1');
      socket.write(
        `POST /invocations HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`,
      );
      return socket;
    };
    expect(String(await ask(2_000_000).toArray())).toMatch(/^HTTP\/1.1 413 .*connection: close/is);
    const socket = ask(1);
    const [said] = await once(socket, 'data');
    expect(String(said)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write('a');
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 200 /);
    socket.destroy();
  });

  test('bodies that would fill the memory are refused, with or without a declared length', async () => {
    const { inference, started, open } = gated();
    const { call, invoke } = await serve(inference, { bodyMemory: 1500 });
    const first = invoke('a'.repeat(1000));
    await expect.poll(() => started.length).toBe(1);
    expect((await invoke('b'.repeat(1000))).status).toBe(503);
    const unannounced = await call('/invocations', new Blob(['c'.repeat(1000)]).stream());
    expect([unannounced.status, unannounced.headers.get('retry-after')]).toEqual([503, '1']);
    open();
    expect((await first).status).toBe(200);
    expect((await invoke('d'.repeat(1000))).status).toBe(200);
  });

  test('stopping has a timeout for active calls', async () => {
    const { inference, started, open } = gated();
    const { invoke, stop, logs } = await serve(inference, {
      endingLimits: { quietMs: 0, openMs: 0, drainMs: 100 },
    });
    const cut = expect(invoke('a')).rejects.toThrow();
    await expect.poll(() => started.length).toBe(1);
    await stop();
    await cut;
    expect(logs.at(-1)).toMatchObject({ event: 'stopped-before-answering', requests: 1 });
    open();
  });

  test('stopping answers what has arrived, on connections that it then closes, and pings with 503', async () => {
    const { inference, started, open } = gated();
    const { call, invoke, stop, port } = await serve(inference, { endingLimits: forAMoment });
    const keptAlive = connect(port, '127.0.0.1');
    keptAlive.write('GET /ping HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(String((await once(keptAlive, 'data'))[0])).toMatch(/^HTTP\/1.1 200 /);
    const inFlight = invoke('a');
    await expect.poll(() => started.length).toBe(1);
    const stopped = stop();
    expect(stop()).toBe(stopped);
    const late = invoke('b');
    const ping = await call('/ping');
    expect([ping.status, ping.text]).toEqual([503, '{"error":"the server is stopping"}']);
    keptAlive.write('POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nc');
    await expect.poll(() => started.length).toBe(3);
    open();
    const answers = await Promise.all([inFlight, late]);
    for (const answer of [ping, ...answers]) expect(answer.headers.get('connection')).toBe('close');
    expect(answers.map(({ text }) => text)).toEqual(['["a"]', '["b"]']);
    const [last] = await once(keptAlive, 'data');
    expect(String(last)).toMatch(/^HTTP\/1.1 200 .*connection: close/is);
    await stopped;
    await expect(call('/ping')).rejects.toThrow();
  });

  test('stopping answers connections that wait for the port', async () => {
    const { port, stop } = await serve(raw(() => 'done'));
    const ask = async () => {
      const socket = connect(port, '127.0.0.1');
      socket.write('POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na');
      return String((await socket.toArray())[0]).slice(0, 15);
    };
    const answers = Array.from({ length: 20 }, ask);
    await stop();
    expect(await Promise.all(answers)).toEqual(Array(20).fill('HTTP/1.1 200 OK'));
  });

  test('stopping does not wait for connections on which nothing is sent', async () => {
    const { port, stop, logs } = await serve(gated().inference);
    const silent = connect(port, '127.0.0.1');
    await once(silent, 'connect');
    const closed = once(silent, 'close');
    await stop();
    await closed;
    expect(logs.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

const forAMoment = { quietMs: 500, openMs: 2000, drainMs: 25_000 };

describe('a batch transform', () => {
  test.each([
    [{ workers: 8 }, { MaxConcurrentTransforms: 4, MaxPayloadInMB: 25 }],
    [
      { workers: 2, maxPayloadMB: 6 },
      { MaxConcurrentTransforms: 2, MaxPayloadInMB: 6 },
    ],
    [
      { workers: 8, maxPayloadMB: 100 },
      { MaxConcurrentTransforms: 1, MaxPayloadInMB: 100 },
    ],
    [
      { workers: 'auto' as const, maxPayloadMB: 1 },
      { MaxConcurrentTransforms: Math.min(100, availableParallelism()), MaxPayloadInMB: 1 },
    ],
  ])('with the limits %j is told %j', async (limits, expected) => {
    const { call } = await serve(gated().inference, { limits });
    expect(JSON.parse((await call('/execution-parameters')).text)).toEqual(expected);
  });
});

describe('a raw handler', () => {
  test('gets the bytes and answers text', async () => {
    const { invoke } = await serve(raw(({ body, contentType }) => `${contentType} ${Buffer.from(body)}`));
    expect((await invoke('"not a row', { accept: 'text/plain' })).text).toBe('text/csv "not a row');
  });

  test('streams what it yields, piece by piece', async () => {
    const gate = Promise.withResolvers<void>();
    const { address } = await serve(
      raw(async function* ({ meter }) {
        meter(2);
        yield 'one';
        await gate.promise;
        yield Buffer.from('two');
      }),
    );
    const response = await fetch(`${address}/invocations`, { method: 'POST', body: Buffer.from('a') });
    expect(response.headers.get('x-amzn-inference-metering')).toContain('"ConsumedUnits":2');
    const pieces = response.body?.getReader();
    expect(Buffer.from((await pieces?.read())?.value ?? []).toString()).toBe('one');
    gate.resolve();
    expect(Buffer.from((await pieces?.read())?.value ?? []).toString()).toBe('two');
    expect((await pieces?.read())?.done).toBe(true);
  });

  test('streams to a caller who has closed their side', async () => {
    const gate = Promise.withResolvers<void>();
    const { port } = await serve(
      raw(async function* () {
        yield 'first ';
        await gate.promise;
        yield 'last';
      }),
    );
    const caller = halfClosed(port);
    const pieces = caller.iterator();
    expect(String((await pieces.next()).value)).toContain('first ');
    gate.resolve();
    expect(String((await pieces.next()).value)).toContain('last');
  });

  test('produces no faster than the caller reads, and stops when the caller is gone', async () => {
    let produced = 0;
    const ended = Promise.withResolvers<void>();
    const endless = raw(async function* () {
      try {
        for (;;) {
          produced += 1;
          yield Buffer.alloc(2 ** 20);
        }
      } finally {
        ended.resolve();
      }
    });
    const { port } = await serve(endless);
    const socket = connect(port, '127.0.0.1').pause();
    socket.write('POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na');
    await pause(300);
    expect(produced).toBeLessThan(30);
    socket.destroy();
    await ended.promise;
  });

  test('stops producing for a caller who does not read', async () => {
    const ended = Promise.withResolvers<void>();
    const endless = raw(async function* () {
      try {
        for (;;) yield Buffer.alloc(2 ** 20);
      } finally {
        ended.resolve();
      }
    });
    const { port } = await serve(endless, { limits: { timeoutSeconds: 0.3 } });
    const socket = connect(port, '127.0.0.1').pause();
    socket.write('POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na');
    await ended.promise;
    socket.destroy();
  });

  test('disconnects a caller who does not read a large answer', async () => {
    const { port, call } = await serve(
      raw(() => Buffer.alloc(50 * 2 ** 20)),
      { limits: { timeoutSeconds: 0.3 } },
    );
    const socket = connect(port, '127.0.0.1').pause();
    socket.on('error', () => undefined);
    const gone = new Promise((resolve) => socket.once('close', resolve));
    socket.write('POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na');
    // Who reads nothing learns that the connection is closed when they send something. It also starts the time anew.
    const sending = setInterval(() => socket.write('\r\n'), 900);
    await gone;
    clearInterval(sending);
    expect((await call('/ping')).status).toBe(200);
  });

  test('that fails before its first piece gives 500, and after it a broken answer and not a short one', async () => {
    const { invoke, logs } = await serve(
      raw(async function* ({ body }) {
        if (body.length > 1) yield 'piece';
        throw new Error('lost');
      }),
    );
    expect((await invoke('a')).status).toBe(500);
    await expect(invoke('long')).rejects.toThrow();
    expect(logs.filter((entry) => entry.message === 'lost')).toHaveLength(2);
  });

  test('that is too slow for its first piece gives 504, and for later ones nothing', async () => {
    const { invoke } = await serve(
      raw(async function* ({ body }) {
        if (body.length > 1) yield 'first ';
        await pause(600);
        yield 'last';
      }),
      { limits: { timeoutSeconds: 0.4 } },
    );
    expect((await invoke('a')).status).toBe(504);
    expect((await invoke('long')).text).toBe('first last');
  });
});
