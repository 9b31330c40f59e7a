import { once } from 'node:events';
import { connect } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { defineInference, type RawAnswer, type RawRequest } from '../../listing/runtime/inference.ts';
import { serve } from './serve-in-test.ts';

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

  test('the handler learns that the caller has gone, and nothing is logged as a fault', async () => {
    const { inference, started, open } = gated();
    const { invoke, logs } = await serve(inference);
    const caller = new AbortController();
    const call = invoke('a', {}, { signal: caller.signal });
    await expect.poll(() => started.length).toBe(1);
    caller.abort();
    await expect(call).rejects.toThrow();
    await expect.poll(() => started[0]?.aborted).toBe(true);
    open();
    await pause(20);
    expect(logs.filter((entry) => entry.level === 'error')).toEqual([]);
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
    const { invoke, stop, logs } = await serve(inference, { drainMs: 100 });
    const cut = expect(invoke('a')).rejects.toThrow();
    await expect.poll(() => started.length).toBe(1);
    await stop();
    await cut;
    expect(logs.at(-1)).toMatchObject({ event: 'stopped-before-answering', requests: 1 });
    open();
  });

  test('stopping answers what is in flight and refuses the rest', async () => {
    const { inference, started, open } = gated();
    const { invoke, stop, address } = await serve(inference);
    const inFlight = invoke('a');
    await expect.poll(() => started.length).toBe(1);
    const stopped = stop();
    await expect(fetch(`${address}/ping`)).rejects.toThrow();
    open();
    expect((await inFlight).status).toBe(200);
    await stopped;
  });
});

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
