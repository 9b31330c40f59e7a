import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sharedByTests } from '../support/when-over.ts';
import { start, writeListing, writeSources } from './listing-in-test.ts';

interface Settings {
  readonly workers?: number;
  readonly timeoutSeconds?: number;
  readonly codec?: string;
  readonly batching?: string;
}

/** How the server reaches Python: the program of bin/serve, and what starts one worker. */
export interface Way {
  readonly server: string;
  readonly worker: string;
  readonly from: string;
  /** More members of the contract's limits. */
  readonly limits?: string;
}

/** A listing with this text as `python/model.py`, as real processes. */
export async function serving(way: Way, model: string, settings: Settings = {}) {
  const running = startListing(way, model, settings);
  await running.untilPrinted('model-loaded');
  const address = `http://127.0.0.1:${/"port":(\d+)/.exec(running.printed())?.[1]}`;
  const invoke = async (body: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${address}/invocations`, {
      method: 'POST',
      body: Buffer.from(body),
      headers,
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  const ping = async () => (await fetch(`${address}/ping`)).status;
  return { ...running, address, invoke, ping };
}

function startListing(way: Way, model: string, settings: Settings) {
  return start(placeModel(way, model, settings), way.server, { SAGEMAKER_BIND_TO_PORT: '0' });
}

function placeModel(way: Way, model: string, settings: Settings, program?: string): string {
  const { workers = 1, timeoutSeconds = 60, codec = 'csv', batching = 'null' } = settings;
  const write = program === undefined ? writeListing : writeSources;
  return write({
    'src/inference.ts': `import { pythonInference } from '../runtime/python-inference.ts';
    export default pythonInference();`,
    'python/model.py': model,
    'runtime/contract.ts': `export const product = { name: 'x', release: '1.0.0' };
    export const bundledModel = null;
    export const inputFields = null;
    export const inputTypes = [{ type: 'text/csv', codec: '${codec}' }];
    export const outputTypes = [{ type: 'application/json', codec: 'json' }, { type: 'application/octet-stream', codec: 'bytes' }];
    export const limits = { maxPayloadMB: 1, maxQueue: 64, batching: ${batching}, workers: ${workers}, timeoutSeconds: ${timeoutSeconds}, ${way.limits ?? ''} };`,
    ...(program !== undefined && { 'program.ts': program }),
  });
}

/** A program beside the model, which may start a worker of its own. */
export function startProgram(way: Way, model: string, settings: Settings, program: string) {
  return start(placeModel(way, model, settings, program), 'program.ts');
}

/** What holds for a model in Python, however the server reaches it. */
export function pythonKeepsItsPromises(way: Way): void {
  /** Starts only the worker, because the server would start it three times. */
  function startWorker(model: string, settings: Settings) {
    const program = `import { ${way.worker} } from './${way.from}';
    const { connect, ended } = ${way.worker}();
    connect(() => {}).send('load', 0);
    console.log('the worker', await ended);
    process.exit();`;
    return startProgram(way, model, settings, program);
  }

  async function untilStatus(ask: () => Promise<number>, wanted: number): Promise<void> {
    while ((await ask()) !== wanted) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** `predict` does what the first cell of the first record says. */
  const obeying = (words: string) => `
import datetime, os, sys, time, threading, subprocess, multiprocessing
from runtime.inference import BadBody

def load(model_dir):
    return model_dir

def predict(model, records, context):
    word = records[0][0]
${words
  .trim()
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
    return records
`;

  const obeyed = sharedByTests(() =>
    serving(
      way,
      obeying(`
if word == "see": return [{"model": model, "cells": record} for record in records]
if word == "call":
    context.set_attributes("seen " + context.attributes)
    context.meter(3)
    return [[context.content_type, context.parameters, context.accept, len(context.request_id)]]
if word == "columns": return [[context.columns, records]]
if word == "ids": return [[context.inference_id, context.session_id, context.wants_session, context.target_model, context.inference_component]]
if word == "open": context.open_session("my-id", datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc))
if word == "close": context.close_session()
if word == "subprocess": return [subprocess.run([sys.executable, "-c", "print(1 + 1)"], capture_output=True, text=True).stdout]
if word == "pool":
    with multiprocessing.get_context("fork").Pool(2) as pool: return [sum(pool.map(abs, [-1, -2]))]
if word == "thread":
    found = []
    thread = threading.Thread(target=lambda: found.append(7)); thread.start(); thread.join()
    return found
if word == "fork" and os.fork() == 0: return records
if word == "print":
    print('{"status": 500}')
    sys.stderr.write("to stderr\\n")
    os.write(1, bytes(20))
    os.system("echo from a shell")
if word == "bad": raise BadBody("the first cell is bad")
if word == "zero": return 1 / 0
if word == "exit": sys.exit(3)
if word == "short": return []
if word == "none": return None
if word == "object": return [object()]
if word == "end": os._exit(7)
if word == "crash": import ctypes; ctypes.string_at(0)
if word == "kill": os.kill(os.getpid(), 9)`),
    ),
  );

  describe('a model in Python', () => {
    test('gets records as Python has them, and answers one for each', async () => {
      const [one, two] = JSON.parse((await obeyed().invoke('see,"b ü"\nc,')).text);
      expect(one).toEqual({ model: expect.stringContaining('ml/model'), cells: ['see', 'b ü'] });
      expect(two.cells).toEqual(['c', '']);
    });

    test('has the context of its call, and can add to the answer', async () => {
      const answer = await obeyed().invoke('call', {
        'content-type': 'text/csv; label_size=0',
        'x-amzn-sagemaker-custom-attributes': 'these',
      });
      expect(JSON.parse(answer.text)).toEqual(['text/csv', { label_size: '0' }, 'application/json', 36]);
      expect(answer.headers.get('x-amzn-sagemaker-custom-attributes')).toBe('seen these');
      expect(answer.headers.get('x-amzn-inference-metering')).toContain('"ConsumedUnits":3');
    });

    test('has the names in the header of CSV in the context of its call', async () => {
      const headers = { 'content-type': 'text/csv; header=present' };
      expect(JSON.parse((await obeyed().invoke('"one, two",b\ncolumns,x', headers)).text)).toEqual([
        ['one, two', 'b'],
        [['columns', 'x']],
      ]);
    });

    test('has the ids of its call, and opens and closes sessions', async () => {
      const session = 'x-amzn-sagemaker-session-id';
      const ids = await obeyed().invoke('ids', {
        'x-amzn-sagemaker-inference-id': 'i-1',
        [session]: 's-1',
        'x-amzn-sagemaker-target-model': 'm',
        'x-amzn-sagemaker-inference-component': 'c',
      });
      expect(JSON.parse(ids.text)).toEqual(['i-1', 's-1', false, 'm', 'c']);
      const opened = await obeyed().invoke('open', { [session]: 'NEW_SESSION' });
      expect(opened.headers.get(session)).toBe('my-id; Expires=2026-01-02T03:04:05Z');
      const closed = await obeyed().invoke('close', { [session]: 'my-id' });
      expect(closed.headers.get('x-amzn-sagemaker-closed-session-id')).toBe('my-id');
      expect((await obeyed().invoke('close')).status).toBe(500);
    });

    test('gets bytes as bytes, and gives bytes', async () => {
      const model = 'def load(d): pass\ndef predict(model, records): return [one[::-1] for one in records]';
      const { invoke } = await serving(way, model, { codec: 'bytes' });
      expect((await invoke('abc', { accept: 'application/octet-stream' })).text).toBe('cba');
    });

    test('may import modules beside it, and what it starts or forks does not disturb it', async () => {
      const { invoke } = obeyed();
      expect((await invoke('subprocess')).text).toBe('"2\\n"');
      expect((await invoke('pool')).text).toBe('3');
      expect((await invoke('thread')).text).toBe('7');
      expect((await invoke('fork')).text).toBe('["fork"]');
      expect((await invoke('a')).text).toBe('["a"]');
    });

    test('may print what it likes, to any stream that it finds: the answers are not touched by it', async () => {
      const { invoke, untilPrinted } = obeyed();
      expect((await invoke('print')).text).toBe('["print"]');
      for (const text of ['{"status": 500}', 'to stderr', 'from a shell']) await untilPrinted(text);
    });
  });

  describe('a model in Python with `handle`', () => {
    const handled = sharedByTests(() =>
      serving(
        way,
        `
def load(model_dir): pass
def handle(model, request):
    if request.attributes: request.set_attributes(request.attributes)
    if request.body == b"whole": return b"bytes " + request.content_type.encode()
    if request.body == b"dict": return {"prediction": 1}
    if request.body == b"hole": return iter(["one", None, "two"])
    def pieces():
        yield "one "
        if request.body == b"fail": raise RuntimeError("in the middle")
        if request.body == b"meter": request.meter(1)
        yield b"two"
    return pieces()
`,
      ),
    );

    test('gets the request as it came, and may stream its answer', async () => {
      const { invoke, untilPrinted } = handled();
      expect((await invoke('whole')).text).toBe('bytes text/csv');
      expect((await invoke('stream')).text).toBe('one two');
      await expect(invoke('fail')).rejects.toThrow();
      await untilPrinted('RuntimeError: in the middle');
      await expect(invoke('meter')).rejects.toThrow();
      await untilPrinted('RuntimeError: the head of this answer has already been sent');
      expect((await invoke('stream')).text).toBe('one two');
    });

    test('is told what it may not return, and ends an answer only where it ends', async () => {
      const { invoke, untilPrinted } = handled();
      expect((await invoke('dict')).status).toBe(500);
      await untilPrinted('handle must return bytes, text, or an iterator of them, not dict');
      await expect(invoke('hole')).rejects.toThrow();
      // Attributes that cannot be sent back are the handler's fault, and do not affect the next call.
      expect((await invoke('x', { 'x-amzn-sagemaker-custom-attributes': '\u00e4' })).status).toBe(500);
      expect((await invoke('x')).text).toBe('one two');
    });

    test('is not blocked by a caller who does not read the answer', async () => {
      const model = `
def load(model_dir): pass
def handle(model, request):
    return (bytes(2**20) for _ in iter(int, 1)) if request.body == b"endless" else b"fine"
`;
      const { address, invoke, untilPrinted } = await serving(way, model, { timeoutSeconds: 0.5 });
      const lazy = connect(Number(new URL(address).port), '127.0.0.1');
      lazy.on('error', () => {});
      lazy.write('POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\nendless');
      await once(lazy, 'connect');
      await new Promise((resolve) => setTimeout(resolve, 500));
      while ((await invoke('x')).status !== 200);
      lazy.resume();
      await untilPrinted('the caller did not read a part of the answer within the timeout');
      lazy.destroy();
    });
  });

  describe('a fault in Python', () => {
    test('of the caller is in the answer, and any other one is only in the log, with its traceback', async () => {
      const { invoke, printed, untilPrinted } = obeyed();
      expect(await invoke('bad')).toMatchObject({ status: 400, text: '{"error":"the first cell is bad"}' });
      for (const word of ['zero', 'exit', 'short', 'none', 'object']) {
        const { status, text } = await invoke(word);
        expect([status, JSON.parse(text).error], word).toEqual([500, 'the model failed on this request']);
      }
      expect((await invoke('a')).text).toBe('["a"]');
      await untilPrinted('ZeroDivisionError: division by zero');
      expect(printed()).toMatch(/"stack":"Traceback .*model\.py.* line \d+, in predict/);
      await untilPrinted('predict got 1 records and returned 0 predictions');
      await untilPrinted(
        'predict must return a list or an array with one prediction per record, not NoneType',
      );
      await untilPrinted('a prediction holds a object, which JSON cannot hold');
    });

    test('of a file that raises at import ends the container with the reason in the log', async () => {
      const running = startListing(way, 'raise RuntimeError("at import")', {});
      expect(await running.exitCode).toBe(1);
      expect(running.printed()).toContain('"event":"model-failed-to-load"');
      expect(running.printed()).toContain('RuntimeError: at import');
    });

    test.each([
      ['cannot be parsed', 'def load(:', 'SyntaxError'],
      ['lacks a package', 'import not_a_package', 'pip install -r requirements.txt'],
      [
        'cannot load',
        'def load(d): raise OSError("no file")\ndef predict(m, r): return r',
        'OSError: no file',
      ],
      ['defines nothing', 'x = 1', 'python/model.py must define load(model_dir) and predict(model, records)'],
      [
        'needs pandas, which is not there,',
        'import sys\nsys.modules["pandas"] = None\nTAKES = "frame"\ndef load(d): pass\ndef predict(m, r): return r',
        'says TAKES = \\"frame\\", for which the image needs pandas: add a line with pandas to requirements.txt',
      ],
      ['asks for no known form', 'TAKES = "rows"\ndef load(d): pass\ndef predict(m, r): return r', 'may be'],
      ['ends itself', 'import sys; sys.exit(5)', 'SystemExit: 5'],
    ])('of a file that %s ends the worker with the reason in the log', async (_, model, reason) => {
      const { exitCode, printed } = startWorker(model, {});
      await exitCode;
      expect(printed()).toContain('the worker ended with exit code 1');
      expect(printed()).toContain('"event":"model-failed-to-load"');
      expect(printed()).toContain(reason);
    });

    test('that could only show with a body is told before there is one', async () => {
      const model = 'TAKES = "numbers"\ndef load(d): pass\ndef predict(m, r): return r';
      const { exitCode, printed } = startWorker(model, { codec: 'bytes' });
      await exitCode;
      expect(printed()).toContain('the worker ended with exit code');
      expect(printed()).toContain('write TAKES = \\"values\\" and decode it in Python');
    });

    test('that ends the process gives its own request a 503, and the next request succeeds', async () => {
      const { invoke, ping, printed, untilPrinted } = obeyed();
      for (const [word, how] of [
        ['end', 'ended with exit code 7'],
        ['crash', 'was ended by SIGSEGV'],
        ['kill', 'was ended by SIGKILL'],
      ] as const) {
        expect((await invoke(word)).status, word).toBe(503);
        await untilPrinted(`"event":"python-died","message":"${how}`);
        await untilStatus(ping, 200);
        expect((await invoke('a')).text).toBe('["a"]');
      }
      expect(printed()).toMatch(
        /Fatal Python error: Segmentation fault[\s\S]*model\.py", line \d+ in predict/,
      );
    });

    test.each([
      ['in Python', 'while True: pass'],
      ['in native code that keeps the lock', 'import ctypes; ctypes.PyDLL(None).sleep(600)'],
    ])('that never ends, %s, is killed, and the log has its place in the code', async (_, forever) => {
      const { invoke, ping, untilPrinted } = await serving(
        way,
        obeying(`if word == "hang":\n    ${forever}`),
        {
          timeoutSeconds: 0.5,
        },
      );
      expect((await invoke('hang')).status).toBe(504);
      await untilPrinted('python-stuck');
      await untilPrinted('in predict');
      await untilPrinted('worker-died');
      await untilStatus(ping, 200);
      await untilStatus(async () => (await invoke('a')).status, 200);
    });
  });

  test('pings are answered while Python keeps its lock', async () => {
    // Native code that holds the lock opens a pipe, and returns when the other end is opened.
    const pipe = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const { invoke, ping } = await serving(
      way,
      obeying(
        `if word == "hold":\n    import ctypes; ctypes.PyDLL(None).open(os.fsencode(${JSON.stringify(pipe)}), 0)`,
      ),
      { workers: 2 },
    );
    let isAnswered = false;
    const held = Promise.all(['hold', 'hold', 'hold'].map((body) => invoke(body))).then((answers) => {
      isAnswered = true;
      return answers.map(({ status }) => status);
    });
    for (let pings = 0; pings < 5; pings += 1) expect(await ping()).toBe(200);
    expect(isAnswered).toBe(false);
    const otherEnd = openSync(pipe, 'r+');
    onTestFinished(() => closeSync(otherEnd));
    expect(await held).toEqual([200, 200, 200]);
  });

  test('callers who wait while Python computes share the next call', async () => {
    const place = temporaryFolder();
    const { invoke } = await serving(
      way,
      obeying(`if word.startswith("hold"):
    open(${JSON.stringify(place)} + "/begun-" + word, "w").close()
    while not os.path.exists(${JSON.stringify(place)} + "/" + word): time.sleep(0.01)
return [len(records)] * len(records)`),
      { batching: '{ maxSize: 100, maxDelayMs: 0 }' },
    );
    /** The number of records in calls that had this time to arrive while another one was computed. */
    const shared = async (milliseconds: number) => {
      const word = `hold-${milliseconds}`;
      const first = invoke(word);
      await expect.poll(() => existsSync(join(place, `begun-${word}`))).toBe(true);
      const others = Promise.all(['b', 'c', 'd'].map((body) => invoke(body)));
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      writeFileSync(join(place, word), '');
      expect((await first).text).toBe('1');
      return (await others).map(({ text }) => text).join();
    };
    // A test cannot observe their arrival, and it takes longer on a busy machine.
    const waits = [100, 1000, 10_000];
    await expect.poll(() => shared(waits.shift() ?? 0), { interval: 0 }).toBe('3,3,3');
  });

  test('nothing of it is left when the server stops, or is killed', async () => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const running = await serving(way, obeying('return [os.getpid()]'));
      const id = Number((await running.invoke('a')).text);
      running.process.kill(signal);
      await running.exitCode;
      while (isAlive(id)) await new Promise((resolve) => setTimeout(resolve, 10));
      expect(running.printed()).not.toContain('-died');
    }
  });

  function isAlive(id: number): boolean {
    try {
      return process.kill(id, 0);
    } catch {
      return false;
    }
  }
}
