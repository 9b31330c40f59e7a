import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { sharedByTests } from '../support/when-over.ts';
import { openWebSocket, refusedWebSocket } from './converse-in-test.ts';
import { serving, type Way } from './python-promises.ts';

const ways: readonly (readonly [string, Way])[] = [
  [
    'that the server drives',
    {
      server: 'runtime/conversation/serve-python.ts',
      worker: 'startPythonWorker',
      from: 'runtime/python/python-worker.ts',
      limits: 'conversations: 3',
    },
  ],
  [
    'that is a fork',
    {
      server: 'runtime/conversation/serve-python.ts',
      worker: 'startPythonWorker',
      from: 'runtime/python/python-worker.ts',
      limits: 'conversations: 3, preload: true',
    },
  ],
  [
    'behind a worker in TypeScript',
    {
      server: 'runtime/conversation/serve-typescript.ts',
      worker: 'startWorkerProcess',
      from: 'runtime/serving/worker-process.ts',
      limits: 'conversations: 3',
    },
  ],
];

const model = `
import asyncio, os, sys, time
from runtime.inference import BadBody, Refused

def load(model_dir):
    return "model"

def predict(model, records):
    if records[0][0] == "die":
        os._exit(3)
    return [record[0] for record in records]

async def converse(model, messages, conversation):
    if "why" in conversation.query:
        yield f"{model} {conversation.query['why']} {conversation.attributes} {conversation.inference_id} {conversation.session_id}"
    try:
        async for message in messages:
            if message == "refuse":
                raise BadBody("that is no sound")
            if message == "forbid":
                raise Refused(403, "not for you")
            if message == "fail":
                raise ValueError("secret")
            if message == "exit":
                sys.exit(1)
            if message == "wrong":
                yield 5
            if message == "close":
                conversation.close_with(4001, "enough")
                return
            if message == "ticks":
                while not conversation.is_over:
                    yield "tick"
                    await asyncio.sleep(0.01)
                print("saw the end", flush=True)
            if message == "block":
                time.sleep(3600)
            if message == "flood":
                for count in range(1000):
                    yield bytes(65536)
                    print(f"flooded {count}", flush=True)
            yield message
        yield "goodbye"
    finally:
        print("cleaned up", flush=True)
`;

describe.each(ways)('a conversation with Python %s', (_name, way) => {
  const served = sharedByTests(() => serving(way, model, { timeoutSeconds: 5 }));
  const urlOf = ({ address }: { readonly address: string }) =>
    `${address.replace('http', 'ws')}/invocations-bidirectional-stream`;
  const open = async (query = '', headers = {}) => openWebSocket(`${urlOf(served())}${query}`, headers);

  /** The handlers of conversations that have just ended may still have their places. */
  const openSoon = async () => {
    for (;;) {
      const opened = await open().catch(() => undefined);
      if (opened) return opened;
      await pause(20);
    }
  };

  test('passes texts and bytes on, beside other conversations and calls', async () => {
    const [one, other] = await Promise.all([
      open('?why=not', {
        'x-amzn-sagemaker-custom-attributes': 'tone=dry',
        'x-amzn-sagemaker-inference-id': 'seven',
      }),
      open(),
    ]);
    one.socket.send('héllo');
    one.socket.send(Buffer.from([0, 255]));
    other.socket.send('');
    other.socket.send(Buffer.alloc(500_000, 7));
    await expect.poll(() => one.arrived.slice(1)).toEqual(['héllo', Buffer.from([0, 255])]);
    expect(one.arrived[0]).toBe('model not tone=dry seven None');
    await expect.poll(() => other.arrived).toEqual(['', Buffer.alloc(500_000, 7)]);
    expect(JSON.parse((await served().invoke('5,6\n7,8')).text)).toEqual(['5', '7']);
    // Another thread reads it.
    const rows = Array.from({ length: 50_000 }, (_, row) => String(row));
    expect(JSON.parse((await served().invoke(rows.join('\n'))).text)).toEqual(rows);
    other.socket.send('still there');
    await expect.poll(() => other.arrived.at(-1)).toBe('still there');
    one.socket.close();
    other.socket.close();
    await Promise.all([one.ended, other.ended]);
  });

  test.each([
    ['refuse', 1007, /^that is no sound$/],
    ['forbid', 1008, /^not for you$/],
    ['fail', 1011, /^the model failed in the conversation/],
    ['exit', 1011, /^the model failed/],
    ['wrong', 1011, /^the model failed/],
    ['close', 4001, /^enough$/],
  ])('%s ends with %d', async (message, code, reason) => {
    const { socket, ended } = await open();
    socket.send(message);
    expect(await ended).toEqual({ code, reason: expect.stringMatching(reason) });
    expect(JSON.parse((await served().invoke('5')).text)).toBe('5');
  });

  test('logs the traceback of an error, and not that of wrong data', async () => {
    const printed = served().printed();
    expect(printed).toMatch(/"event":"conversation-failed".*ValueError: secret/);
    expect(printed).not.toContain('BadBody');
  });

  test('tells the handler when the caller leaves, and runs what follows its yield', async () => {
    const before = served().printed().split('cleaned up').length;
    const { socket, arrived } = await open();
    socket.send('ticks');
    await expect.poll(() => arrived.length).toBeGreaterThan(2);
    socket.terminate();
    await expect.poll(() => served().printed()).toContain('saw the end');
    await expect.poll(() => served().printed().split('cleaned up').length).toBe(before + 1);
  });

  test('makes no more than the caller takes', async () => {
    const { socket } = await open();
    socket.send('flood');
    socket.pause();
    let last = '';
    await expect
      .poll(async () => {
        const isSame = served().printed() === last;
        last = served().printed();
        await pause(100);
        return isSame;
      })
      .toBe(true);
    expect(served().printed()).not.toContain('flooded 900');
    socket.terminate();
  });

  test('has a limit, and no more is taken', async () => {
    const held = await Promise.all([1, 2, 3].map(() => openSoon()));
    expect(await refusedWebSocket(urlOf(served()))).toMatchObject({ status: 503 });
    for (const { socket } of held) socket.close();
    await Promise.all(held.map(({ ended }) => ended));
  });

  test('that dies with its worker ends with 1011, and the next worker holds others', async () => {
    const { ended } = await openSoon();
    await served()
      .invoke('die')
      .catch(() => {});
    expect(await ended).toMatchObject({ code: 1011 });
    await openSoon();
  });
});

describe('a conversation in Python', () => {
  const way = ways[0]?.[1] as Way;

  test('that blocks everything is ended with its process, once the caller has left', async () => {
    const { address, untilPrinted, printed, ping } = await serving(way, model, { timeoutSeconds: 1 });
    const { socket, ended } = await openWebSocket(
      `${address.replace('http', 'ws')}/invocations-bidirectional-stream`,
    );
    socket.send('block');
    await pause(200);
    expect(await ping()).toBe(200);
    socket.close();
    await ended;
    await untilPrinted('python-stuck');
    await untilPrinted('worker-died');
    await expect.poll(ping).toBe(200);
    expect(printed()).toContain('in converse');
  });

  test('ends in order when the server is stopped', async () => {
    const { address, process, exitCode } = await serving(way, model);
    const { socket, arrived, ended } = await openWebSocket(
      `${address.replace('http', 'ws')}/invocations-bidirectional-stream`,
    );
    socket.send('one');
    await expect.poll(() => arrived).toEqual(['one']);
    process.kill('SIGTERM');
    expect(await ended).toEqual({ code: 1001, reason: 'the server is stopping' });
    expect(arrived).toEqual(['one', 'goodbye']);
    expect(await exitCode).toBe(0);
  });

  test.each([
    [
      'async def converse(model, messages, conversation):\n    return 1',
      'converse must be an async generator',
    ],
    ['def converse(model, messages, conversation):\n    yield 1', 'converse must be an async generator'],
  ])('must be an async generator: %s', async (text, why) => {
    const running = serving(
      way,
      `def load(model_dir):\n    return 0\n\ndef predict(model, records):\n    return []\n\n${text}\n`,
    );
    await expect(running).rejects.toThrow(why);
  });
});
