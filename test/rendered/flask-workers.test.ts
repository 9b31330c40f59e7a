import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage, request } from 'node:http';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type FlaskListing, serveFlask } from '../support/flask-listing.ts';
import { pythonOf, titled } from '../support/python.ts';
import { sharedByTests } from '../support/when-over.ts';

const python = pythonOf('listing');
const { programs = '', missing } = python;
const inference = (words: string) => ({ inference: `inference: { ${words} }` });
const endOf = ({ process }: FlaskListing) => new Promise((resolve) => process.once('exit', resolve));
/** gunicorn has no other children. */
const workersOf = ({ process: { pid } }: FlaskListing) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').length;
const pids = ({ logged }: FlaskListing, event: string) => logged(event).map(({ pid }) => Number(pid));

const lateWorkers = `import os, time
forks = []

def wait():
    while len(forks) > 1 and not os.path.exists(os.environ["SIGNALS"] + "/late"):
        time.sleep(0.01)

os.register_at_fork(before=lambda: forks.append(1), after_in_child=wait)
`;

describe.skipIf(missing)(titled('the workers of a listing of Flask', python), () => {
  test('are not ready before all of them have loaded, and say so once', async () => {
    const listing = await serveFlask(programs, {
      above: 'say("loading")\nwait_for(str(os.getpid()))\nsay("loaded")\n',
      answer: 'return "x"',
      manifest: inference('workers: 2'),
      isReady: false,
    });
    const { ping, until, invoke, allow, logged } = listing;
    await until(async () => (await ping()) === 503);
    await until(() => logged('loading').length === 2);
    const refused = await invoke('x');
    expect([refused.status, refused.text]).toEqual([503, '{"error":"the model is still loading"}']);
    expect(refused.headers.get('retry-after')).toBe('1');
    const [first, second] = pids(listing, 'loading');
    allow(String(first));
    await until(() => logged('loaded').length === 1);
    for (let count = 0; count < 30; count += 1) expect(await ping()).toBe(503);
    allow(String(second));
    await until(async () => (await ping()) === 200);
    await expect.poll(() => logged('model-loaded')).toMatchObject([{ workers: 2 }]);
    expect(logged('not-ready').length).toBeLessThanOrEqual(2);
    expect((await invoke('x')).status).toBe(200);
  });

  test('load one after the other, and only as many as the memory holds', async () => {
    const listing = await serveFlask(programs, {
      // What the first worker believes: there is little memory.
      above: `
say("loading")
import runtime.wsgi.worker
runtime.wsgi.worker.container_memory = lambda: 1.0
wait_for("loaded")
`,
      answer: 'return str(os.getpid())',
      manifest: inference('workers: auto'),
      isReady: false,
    });
    const { ping, until, invoke, allow, logged, log } = listing;
    await until(() => logged('loading').length === 1);
    await pause(300);
    expect(logged('loading')).toHaveLength(1);
    allow('loaded');
    await until(async () => (await ping()) === 200);
    const processors = availableParallelism();
    // The answer may come before the lines of the log.
    await until(() => logged('model-loaded').length === 1);
    expect(logged('fewer-workers')).toMatchObject(processors > 1 ? [{ workers: 1, processors }] : []);
    expect(logged('model-loaded')).toMatchObject([{ workers: 1 }]);
    await until(() => workersOf(listing) === 1);
    await pause(300);
    expect([workersOf(listing), logged('loading').length]).toEqual([1, 1]);
    expect((await invoke('x')).status).toBe(200);
    expect(log()).not.toContain('worker-died');
  });

  test('that begin when the memory is full already do not load', async () => {
    const listing = await serveFlask(programs, {
      above: `
say("loading")
import runtime.wsgi.worker
runtime.wsgi.worker.container_memory = lambda: 1.0
`,
      answer: 'return str(os.getpid())',
      manifest: inference('workers: auto'),
      isReady: false,
      // Python runs this first. The parent is not forked; all workers but the first one begin late.
      before: (folder) => writeFileSync(join(folder, 'sitecustomize.py'), lateWorkers),
      start: 'PYTHONPATH=$(dirname "$0") exec "$0"',
    });
    const { ping, until, invoke, allow, logged } = listing;
    await until(async () => (await ping()) === 200);
    await until(() => logged('model-loaded').length === 1);
    await until(() => workersOf(listing) === availableParallelism());
    allow('late');
    await until(() => workersOf(listing) === 1 || logged('loading').length > 1);
    expect(logged('loading')).toHaveLength(1);
    const [first] = pids(listing, 'loading');
    expect((await invoke('x', { connection: 'close' })).text).toBe(String(first));
    process.kill(first ?? 0, 'SIGKILL');
    await until(() => logged('loading').length === 2);
    await until(async () => (await ping()) === 200);
    expect(workersOf(listing)).toBe(1);
    expect(logged('loading')).toHaveLength(2);
  });

  test('are forks of a process that has loaded the app, where the manifest says so', async () => {
    const listing = await serveFlask(programs, {
      above: 'say("loading")\nmodel = bytes(bytearray(b"x")) * 100_000_000\n',
      answer: `
if text == "die": os._exit(7)
with open("/proc/self/smaps_rollup") as sizes:
    own = sum(int(line.split()[1]) for line in sizes if line.startswith("Private_"))
return json.dumps([os.getpid(), len(model), own])`,
      manifest: inference('workers: 2, preload: true'),
    });
    const { invoke, logged, until, ping } = listing;
    const told: [number, number, number][] = [];
    await until(async () => {
      // A kept connection stays with its worker.
      const asked = Array.from({ length: 10 }, () => invoke('x', { connection: 'close' }));
      const answers = await Promise.all(asked);
      told.push(...answers.map(({ text }) => JSON.parse(text)));
      return new Set(told.map(([pid]) => pid)).size === 2;
    });
    for (const [, length, kilobytes] of told) {
      expect(length).toBe(100_000_000);
      expect(kilobytes).toBeLessThan(60_000);
    }
    await expect(invoke('die')).rejects.toThrow();
    await until(() => logged('worker-died').length === 1);
    await until(async () => (await ping()) === 200);
    expect((await invoke('x')).status).toBe(200);
    expect(logged('loading')).toHaveLength(1);
  });

  test('are not forked while threads of the app run', async () => {
    const listing = await serveFlask(programs, {
      above:
        'import threading\nthreading.Thread(target=time.sleep, args=[600], daemon=True, name="feeder").start()\n',
      answer: 'return "x"',
      manifest: inference('workers: 2, preload: true'),
      isReady: false,
    });
    expect(await endOf(listing), listing.log()).toBe(1);
    await expect
      .poll(() => listing.logged('model-failed-to-load')[0])
      .toMatchObject({
        message: expect.stringContaining('1 threads of the model or its libraries run (feeder)'),
      });
  });

  test('that cannot load the model end the server with a reason', async () => {
    const listing = await serveFlask(programs, {
      above: 'raise ValueError("no model here")\n',
      answer: 'return "x"',
      manifest: inference('workers: 1'),
      isReady: false,
    });
    expect(await endOf(listing), listing.log()).toBe(1);
    await expect
      .poll(() => listing.logged('model-failed-to-load')[0])
      .toMatchObject({
        message: 'ValueError: no model here',
        stack: expect.stringContaining('web_app_serve.py'),
      });
    await expect.poll(() => listing.logged('giving-up')).toHaveLength(1);
  });

  test('take no new calls while one of their calls is long overdue', async () => {
    const { url } = await serveFlask(programs, {
      answer: 'if text == "hang": time.sleep(600)\nreturn json.dumps(text)',
      manifest: inference('workers: 2, timeoutSeconds: 3'),
    });
    expect(await postAlone(url, 'hang')).toBe(504);
    const others = Array.from({ length: 8 }, () => postAlone(url, 'x'));
    expect(await Promise.all(others)).toEqual(Array(8).fill(200));
  });

  test('that the code ends are replaced, and three in a row end the server', async () => {
    const { invoke, process, until, logged, ping } = await serveFlask(programs, {
      answer: 'os._exit(7)',
      manifest: inference('workers: 1'),
    });
    for (let deaths = 1; deaths <= 3; deaths += 1) {
      await invoke('x').catch(() => undefined);
      await until(() => logged('worker-died').length === deaths);
      if (deaths < 3) await until(async () => (await ping()) === 200);
    }
    if (process.exitCode === null) await new Promise((resolve) => process.once('exit', resolve));
    expect(process.exitCode).toBe(1);
    await expect
      .poll(() => logged('giving-up'))
      .toMatchObject([{ message: '3 workers in a row died without answering a call' }]);
  });

  test('answer 504 when the code takes too long, and are replaced when it never ends', async () => {
    const { invoke, until, logged } = await serveFlask(programs, {
      above: 'say("loaded")\n',
      answer: 'if text == "late": time.sleep(1.5)\nif text == "never": compute_until("never")\nreturn "x"',
      manifest: inference('workers: 1, timeoutSeconds: 1'),
    });
    const late = await invoke('late');
    const { requestId, ...rest } = JSON.parse(late.text);
    expect([late.status, rest]).toEqual([504, { error: 'no answer within 1 seconds' }]);
    await expect
      .poll(() => logged('request-failed'))
      .toMatchObject([{ requestId, message: 'no answer within 1 seconds' }]);
    await until(async () => (await invoke('x')).status === 200);
    expect(logged('worker-stuck')).toEqual([]);
    expect((await invoke('never')).status).toBe(504);
    await until(() => logged('loaded').length === 2);
    await expect.poll(() => logged('worker-stuck')).toHaveLength(1);
    await until(async () => (await invoke('x')).status === 200);
  });

  describe('two of them', () => {
    const two = sharedByTests(() =>
      serveFlask(programs, {
        above: 'say("loaded")\n',
        answer: `
if text == "compute":
    say("computing")
    compute_until("computed")
if text == "long":
    say("long")
    compute_until("long done")
return json.dumps(os.getpid())`,
        manifest: inference('workers: 2'),
      }),
    );

    test('answer pings while every one of them computes in Python', async () => {
      const { invoke, ping, allow, until } = two();
      const answered: string[] = [];
      const calls: Promise<unknown>[] = [];
      // The system chooses the worker for each call, so calls are sent until both workers have one.
      await until(async () => {
        calls.push(invoke('compute').then(({ status }) => answered.push(String(status))));
        await pause(50);
        return new Set(pids(two(), 'computing')).size === 2;
      });
      for (let count = 0; count < 20; count += 1) expect(await ping()).toBe(200);
      expect(answered).toEqual([]);
      allow('computed');
      await Promise.all(calls);
      expect(answered).toEqual(calls.map(() => '200'));
    });

    test('leave calls to one that is free while they compute', async () => {
      const { invoke, allow, until, logged } = two();
      const long = invoke('long');
      await until(() => logged('long').length === 1);
      let answered = 0;
      const short: Promise<unknown>[] = [];
      // A busy worker can sometimes be faster to take a call.
      await until(async () => {
        short.push(invoke('short', { connection: 'close' }).then(() => (answered += 1)));
        await pause(20);
        return short.length >= 30 && answered >= short.length / 2;
      });
      allow('long done');
      await Promise.all([long, ...short]);
    });

    test('are replaced when they are killed, while the others answer', async () => {
      const { invoke, until, logged, ping } = two();
      const [killed = 0] = pids(two(), 'loaded');
      process.kill(killed, 'SIGKILL');
      await until(() => logged('worker-died').length === 1);
      expect(pids(two(), 'worker-died')).toEqual([killed]);
      // A kept connection may have ended with its worker.
      await until(async () => (await ping()) === 200);
      expect((await invoke('x')).status).toBe(200);
      await until(() => logged('loaded').length === 3);
      const answers = await Promise.all(Array.from({ length: 20 }, () => invoke('x')));
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
      expect(answers.map(({ text }) => text)).not.toContain(String(killed));
    });
  });

  describe('one of them', () => {
    const alone = sharedByTests(() =>
      serveFlask(programs, {
        above: 'running = []\n',
        answer: `
if text.startswith("count"):
    running.append(text)
    time.sleep(0.02)
    count = len(running)
    running.remove(text)
    return json.dumps(count)
if text == "wait":
    say("waiting")
    wait_for("waited")
if text == "finish":
    say("finishing")
    wait_for("finished")
    return "finished"
return "x"`,
        manifest: inference('workers: 1, maxQueue: 8'),
      }),
    );

    test('run one call at a time each', async () => {
      const { invoke } = alone();
      const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => invoke(`count ${index}`)));
      expect(answers.map(({ text }) => text)).toEqual(Array(8).fill('1'));
    });

    test('let no more calls wait than the manifest says', async () => {
      const { invoke, until, logged, allow, ping } = alone();
      const first = invoke('wait');
      await until(() => logged('waiting').length === 1);
      const answers = Array.from({ length: 11 }, () => invoke('wait'));
      const refused = await Promise.any(answers);
      expect([refused.status, refused.text]).toEqual([503, '{"error":"too many requests are waiting"}']);
      expect(refused.headers.get('retry-after')).toBe('1');
      expect(await ping()).toBe(200);
      allow('waited');
      const statuses = (await Promise.all([first, ...answers])).map(({ status }) => status);
      expect(statuses.sort()).toEqual([...Array(8).fill(200), ...Array(4).fill(503)]);
    });

    test('finish active calls when SageMaker stops the container, and wait for nothing else', async () => {
      const { invoke, until, logged, allow, url, process } = alone();
      const idle = new Agent({ keepAlive: true });
      await new Promise((resolve) =>
        get(`${url}/ping`, { agent: idle }, (answer) => answer.resume().on('end', resolve)),
      );
      const answer = invoke('finish');
      await until(() => logged('finishing').length === 1);
      const ended = new Promise((resolve) => process.once('exit', resolve));
      process.kill('SIGTERM');
      const isAnswered = () =>
        fetch(`${url}/ping`, { headers: { connection: 'close' } }).then(
          () => true,
          () => false,
        );
      while (await isAnswered());
      allow('finished');
      expect((await answer).text).toBe('finished');
      expect(await ended).toBe(0);
      expect(logged('worker-died')).toEqual([]);
      idle.destroy();
    });
  });
});

/** Uses its own connection: a kept connection stays with its worker. */
async function postAlone(url: string, body: string): Promise<number | undefined> {
  const asked = request(`${url}/invocations`, { method: 'POST', agent: false });
  asked.end(body);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}
