import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sharedByTests } from '../support/when-over.ts';
import { serveProgram } from './program-in-test.ts';

const attributes = 'x-amzn-sagemaker-custom-attributes';

interface Stream {
  readonly written: number;
  readonly end: string;
}

/** What the program notes of its streams. */
async function streamsOf(address: string): Promise<readonly Stream[]> {
  return JSON.parse(await (await fetch(`${address}/seen`)).text());
}

/** A process that nobody has waited for is gone too. */
function stateOf(id: number): string {
  if (!existsSync(`/proc/${id}/stat`)) return 'gone';
  return /\) Z/.test(readFileSync(`/proc/${id}/stat`, 'latin1')) ? 'gone' : 'there';
}

describe('a call', () => {
  const program = sharedByTests(() => serveProgram());

  test('reaches the program with its path, its method and what SageMaker passes on, and nothing else', async () => {
    const { invoke } = program();
    const { status, text } = await invoke('{"a": 1}', {
      'content-type': 'application/JSON; charset=utf-8',
      accept: 'application/json, */*;q=0.1',
      [attributes]: 'tenant=7',
      'x-amzn-sagemaker-session-id': 'session-1',
      'x-amzn-sagemaker-inference-id': 'mine',
      cookie: 'a=b',
    });
    expect(status).toBe(200);
    const { headers, ...asked } = JSON.parse(text);
    expect(asked).toMatchObject({ url: '/predict?version=1', method: 'POST', length: 8 });
    const { host, connection, 'x-request-id': id, ...others } = headers;
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(others).toEqual({
      'content-type': 'application/JSON; charset=utf-8',
      'content-length': '8',
      accept: 'application/json, */*;q=0.1',
      [attributes]: 'tenant=7',
      'x-amzn-sagemaker-session-id': 'session-1',
      'x-amzn-sagemaker-inference-id': 'mine',
    });
  });

  test('without a content type has the first declared one', async () => {
    const { invoke } = program();
    for (const type of ['*/*', 'application/x-www-form-urlencoded']) {
      const { text } = await invoke('1', { 'content-type': type });
      expect(JSON.parse(text).headers['content-type']).toBe('text/csv');
    }
  });

  test('of an undeclared type never reaches it', async () => {
    const { invoke } = program();
    const refused = await invoke('x', { 'content-type': 'application/pdf' });
    expect([refused.status, JSON.parse(refused.text).error]).toEqual([
      415,
      'the content type application/pdf is not supported',
    ]);
    expect((await invoke('x', { accept: 'application/pdf' })).status).toBe(406);
    expect((await invoke('x', { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  test('goes to the route that a custom attribute names', async () => {
    const { invoke } = program();
    const put = JSON.parse((await invoke('x', { [attributes]: 'tenant=7, route=embed' })).text);
    expect(put).toMatchObject({ url: '/v1/embed', method: 'PUT', length: 1 });
    const get = JSON.parse((await invoke('x', { [attributes]: 'route=models' })).text);
    expect(get).toMatchObject({ url: '/v1/models', method: 'GET', length: 0 });
    for (const name of ['other', 'constructor']) {
      const refused = await invoke('x', { [attributes]: `route=${name}` });
      expect([refused.status, JSON.parse(refused.text)]).toEqual([
        400,
        { error: `there is no route ${name}`, supported: ['embed', 'models'] },
      ]);
    }
  });

  test('has the attribute for itself where the manifest has no routes', async () => {
    const { invoke } = await serveProgram({ program: { routes: {} } });
    const { status, text } = await invoke('x', { [attributes]: 'route=other' });
    expect([status, JSON.parse(text).url]).toEqual([200, '/predict?version=1']);
  });

  test('of the largest size goes through in both directions', async () => {
    const { invoke } = await serveProgram({ limits: { maxPayloadMB: 8 } });
    const body = `x ${'y'.repeat(8 * 2 ** 20 - 2)}`;
    expect(JSON.parse((await invoke(body)).text).length).toBe(body.length);
    expect((await invoke(`${body}z`)).status).toBe(413);
    expect((await invoke(`large ${8 * 2 ** 20}`)).text).toHaveLength(8 * 2 ** 20);
  });
});

describe('an answer', () => {
  const program = sharedByTests(() => serveProgram());

  test('of the program is passed on with its status, also its own 503', async () => {
    const { invoke } = program();
    for (const status of [200, 400, 422, 429, 500, 503]) {
      const answer = await invoke(`status ${status} so it is`, {});
      // 200 has a type that the listing does not declare.
      if (status === 200) continue;
      expect([answer.status, answer.text, answer.headers.get('retry-after')]).toEqual([
        status,
        'so it is',
        '7',
      ]);
      expect(answer.headers.get('content-type')).toBe('text/plain');
    }
  });

  test('has the headers of the program, but none of its connection', async () => {
    const { invoke } = program();
    const given = {
      [attributes]: 'cost=3',
      'x-amzn-sagemaker-session-id': 'a; Expires=2030-01-01T00:00:00Z',
      'x-amzn-inference-metering': '{"Dimension":"inference.count","ConsumedUnits":3}',
      'keep-alive': 'timeout=1',
      connection: 'keep-alive, x-own',
      'x-own': 'of this connection',
    };
    const { status, headers } = await invoke(`headers ${JSON.stringify(given).replaceAll(' ', '\\u0020')}`);
    expect(status).toBe(200);
    expect(headers.get(attributes)).toBe('cost=3');
    expect(headers.get('x-amzn-sagemaker-session-id')).toBe('a; Expires=2030-01-01T00:00:00Z');
    expect(headers.get('x-amzn-inference-metering')).toBe(
      '{"Dimension":"inference.count","ConsumedUnits":3}',
    );
    expect(headers.get('x-own')).toBeNull();
    expect(headers.get('keep-alive')).not.toBe('timeout=1');
  });

  test.each([
    [{ 'x-amzn-inference-metering': '3' }, 'its Dimension must be inference.count'],
    [{ 'x-amzn-inference-metering': 'three' }, 'which is not JSON'],
    [
      { 'x-amzn-inference-metering': '{"Dimension":"inference.count","ConsumedUnits":0}' },
      '0 is not a valid number of inferences',
    ],
    [{ [attributes]: 'x'.repeat(1025) }, 'custom attributes are at most 1024'],
    [{ 'content-type': 'image/gif' }, 'the type image/gif, which contentTypes.output does not have'],
  ])('that breaks the contract is a 502, and the log says why: %j', async (given, why) => {
    const { invoke, logs } = program();
    logs.length = 0;
    const { status, text, headers } = await invoke(`headers ${JSON.stringify(given)}`);
    expect(status).toBe(502);
    expect(JSON.parse(text)).toEqual({
      error: 'the program gave no valid answer',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(headers.get('x-amzn-inference-metering')).toBeNull();
    expect(logs.find(({ event }) => event === 'request-failed')?.['message']).toContain(why);
  });

  test('that comes in one piece has a length, also where the program sends it in chunks', async () => {
    const { headers } = await program().invoke('echo');
    expect(headers.get('transfer-encoding')).toBeNull();
    expect(Number(headers.get('content-length'))).toBeGreaterThan(0);
  });

  test('without a type has the one that was chosen', async () => {
    const { invoke } = program();
    const { status, headers } = await invoke('nothing', { accept: 'text/event-stream' });
    expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  });

  test.each(['redirect', 'html', 'garbage', 'silent', 'no-body'])(
    'that is none is a 502: %s',
    async (mood) => {
      const { invoke, logs } = program();
      logs.length = 0;
      const { status, text } = await invoke(mood);
      expect([status, JSON.parse(text).error]).toEqual([502, 'the program gave no valid answer']);
      expect(logs.filter(({ event }) => event === 'request-failed')).toHaveLength(1);
      expect((await invoke('echo')).status).toBe(200);
    },
  );

  test.each(['short', 'chunks'])('that breaks off is never taken for a whole one: %s', async (mood) => {
    const { call, invoke, logs } = program();
    logs.length = 0;
    // It depends on what comes together whether the head has gone out.
    const answer = await call(mood);
    const seen =
      answer.status === 502
        ? 'refused'
        : answer.text().then(
            () => 'whole',
            () => 'broken off',
          );
    expect(['refused', 'broken off']).toContain(await seen);
    expect(logs.map(({ event }) => event)).toEqual([
      expect.stringMatching(/^(request-failed|answer-broken-off)$/),
    ]);
    expect((await invoke('echo')).status).toBe(200);
  });

  test('may end with its connection', async () => {
    const { invoke } = program();
    const { status, text } = await invoke('until-closed');
    expect([status, text]).toEqual([200, '{"until":"closed"}']);
  });

  test('comes although the program has just closed the connection', async () => {
    const { invoke } = await serveProgram({ environment: { CLOSES: 'yes' } });
    for (let count = 0; count < 5; count += 1) expect((await invoke('echo')).status).toBe(200);
  });
});

describe('a stream', () => {
  test('reaches the caller event by event', async () => {
    const { call } = await serveProgram();
    const answer = await call('stream 3 100 0');
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const begun = performance.now();
    const times: number[] = [];
    const texts: string[] = [];
    for await (const piece of answer.body ?? []) {
      times.push(performance.now() - begun);
      texts.push(Buffer.from(piece).toString());
    }
    expect(texts.join('')).toBe('data: 0 \n\ndata: 1 \n\ndata: 2 \n\ndata: [DONE]\n\n');
    expect(times.at(-1)).toBeGreaterThan(150);
    expect(times.length).toBeGreaterThanOrEqual(3);
  });

  test('waits for a slow reader: the program cannot write more than the connections hold', async () => {
    const { address, ownAddress } = await serveProgram();
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    const body = 'stream 100000 0 10000';
    socket.write(
      `POST /invocations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    // Nothing is read from here on.
    socket.pause();
    const written = async () => (await streamsOf(ownAddress))[0]?.written ?? 0;
    await expect
      .poll(async () => {
        const before = await written();
        await pause(300);
        return before > 0 && (await written()) === before;
      })
      .toBe(true);
    expect(await written()).toBeLessThan(5000);
  });

  test('ends in the program when the caller leaves', async () => {
    const { call, ownAddress } = await serveProgram();
    const leaving = new AbortController();
    const answer = await call('stream 100000 10 0', {}, { signal: leaving.signal });
    await answer.body?.getReader().read();
    leaving.abort();
    await expect.poll(async () => (await streamsOf(ownAddress))[0]?.end).toBe('left');
  });

  test('that pauses for longer than a call may take is broken off', async () => {
    const { call, logs } = await serveProgram({ limits: { timeoutSeconds: 0.3 } });
    const answer = await call('stall');
    await expect(answer.text()).rejects.toThrow();
    expect(logs.find(({ event }) => event === 'answer-broken-off')?.['message']).toBe(
      'nothing more came for 0.3 seconds',
    );
  });

  test('is broken off when the program dies', async () => {
    const { call, invoke, ping } = await serveProgram();
    const answer = await call('die-later');
    await expect(answer.text()).rejects.toThrow();
    await expect.poll(ping).toBe(200);
    expect((await invoke('echo')).status).toBe(200);
  });
});

describe('the program', () => {
  test('knows its own port and its model, and not the port of SageMaker', async () => {
    const { invoke, logs } = await serveProgram({ environment: { FILLED: '{model}/x:{port}{other}' } });
    const variables = JSON.parse((await invoke('environment')).text);
    const port = logs.find(({ event }) => event === 'program-started')?.['port'];
    expect(variables).toMatchObject({
      PORT: String(port),
      FILLED: `/a model/x:${port}{other}`,
      FROM_THE_IMAGE: 'yes',
      SM_MODEL_DIR: '/a model',
    });
    expect(variables).not.toHaveProperty('SAGEMAKER_BIND_TO_PORT');
  });

  test('that starts slowly is waited for, and pings say so', async () => {
    const { ping, invoke, loaded, logs } = await serveProgram({
      environment: { SLOW_MS: '1500' },
      ready: false,
    });
    expect(await ping()).toBe(503);
    expect((await invoke('echo')).status).toBe(503);
    await loaded;
    expect(await ping()).toBe(200);
    const said = logs.filter(({ event }) => event === 'program-not-ready').map(({ message }) => message);
    expect(said.at(-1)).toMatch(/^GET \/health on port \d+ is answered with 503$/);
    expect(said.length).toBeLessThan(4);
  });

  test('that is not ready in time is started anew, and given up after three times', async () => {
    const { loaded, gaveUp, logs } = await serveProgram({
      environment: { SLOW_MS: '60000' },
      program: { startupSeconds: 0.3 },
      ready: false,
    });
    await loaded;
    expect(gaveUp()).toBe(true);
    const died = logs.filter(({ event }) => event === 'worker-died').map(({ message }) => message);
    expect(died).toHaveLength(3);
    expect(died[0]).toMatch(/^was not ready within 0.3 seconds: GET \/health on port \d+ /);
  });

  test.each([
    [{ environment: { ENDS: 'at once' } }, 'ended with exit code 3'],
    [
      { program: { command: ['there-is-no-such-program'] } },
      'could not be started: spawn there-is-no-such-program ENOENT',
    ],
  ])('that cannot start is given up: %j', async (options, how) => {
    const { loaded, gaveUp, logs } = await serveProgram({ ...options, ready: false });
    await loaded;
    expect(gaveUp()).toBe(true);
    expect(logs.find(({ event }) => event === 'worker-died')).toMatchObject({ message: how });
  });

  test('that dies loses its calls with 503, and is started again', async () => {
    const { invoke, ping, logs } = await serveProgram();
    const first = JSON.parse((await invoke('echo')).text).pid;
    const lost = await Promise.all([invoke('wait 60000'), invoke('die')]);
    for (const { status, headers, text } of lost) {
      expect(status).toBe(503);
      expect(headers.get('retry-after')).toBe('1');
      expect(JSON.parse(text).error).toBe('the worker for this request died');
    }
    await expect.poll(ping).toBe(200);
    expect(JSON.parse((await invoke('echo')).text).pid).not.toBe(first);
    expect(logs.find(({ event }) => event === 'worker-died')).toMatchObject({ callsLost: 2 });
  });

  test('takes its own processes with it, also those in a group of their own', async () => {
    const { invoke, ping } = await serveProgram();
    const children: readonly number[] = JSON.parse((await invoke('child')).text);
    expect(children.map((id) => existsSync(`/proc/${id}`))).toEqual([true, true]);
    await invoke('die');
    await expect.poll(ping).toBe(200);
    await expect.poll(() => children.map((id) => stateOf(id))).toEqual(['gone', 'gone']);
  });

  test('that hangs is killed and started again, when a call has timed out and it answers nothing', async () => {
    const { invoke, ping, logs } = await serveProgram({ limits: { timeoutSeconds: 1 } });
    expect((await invoke('hang')).status).toBe(504);
    // SageMaker does not replace the container meanwhile.
    expect(await ping()).toBe(200);
    // What our server answers by itself is no sign of life.
    const refusing = setInterval(
      () => void invoke('x', { 'content-type': 'application/pdf' }).catch(() => {}),
      100,
    );
    onTestFinished(() => clearInterval(refusing));
    await expect.poll(async () => (await invoke('echo')).status).toBe(200);
    expect(logs.map(({ event }) => event)).toContain('worker-stuck');
  });

  test('that is slow with one call goes on with the others', async () => {
    const { invoke, logs } = await serveProgram({ limits: { timeoutSeconds: 0.5, workers: 1 } });
    expect((await invoke('wait 5000')).status).toBe(504);
    await pause(1000);
    expect((await invoke('echo')).status).toBe(200);
    expect(logs.map(({ event }) => event)).not.toContain('worker-stuck');
  });

  test('gets no more calls at once than inference.workers says', async () => {
    const { invoke } = await serveProgram({ limits: { workers: 2 } });
    const begun = performance.now();
    await Promise.all(Array.from({ length: 6 }, () => invoke('wait 200')));
    expect(performance.now() - begun).toBeGreaterThan(550);
  });

  test('gets all calls at once otherwise, up to the queue', async () => {
    const { invoke } = await serveProgram({ limits: { maxQueue: 20 } });
    const begun = performance.now();
    const answers = await Promise.all(Array.from({ length: 30 }, () => invoke('wait 1000')));
    expect(performance.now() - begun).toBeLessThan(4000);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 503)).toHaveLength(10);
  });

  test('ends when the server stops, after its calls', async () => {
    const note = join(temporaryFolder(), 'note');
    const { invoke, stop, ownAddress } = await serveProgram({ environment: { LEFT: note } });
    const call = invoke('wait 500');
    await pause(100);
    await stop();
    expect((await call).status).toBe(200);
    expect(readFileSync(note, 'utf8')).toBe('ended');
    await expect(fetch(`${ownAddress}/health`)).rejects.toThrow();
  });

  test('never shares its port: where another program has it, it is told a free one', async () => {
    const other = createServer((_, response) => response.end('other')).listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { readonly port: number };
    const { invoke, logs } = await serveProgram({ program: { port } });
    expect(JSON.parse((await invoke('echo')).text).url).toBe('/predict?version=1');
    expect(logs.find(({ event }) => event === 'port-taken')?.['message']).toContain(
      `port ${port}, so yours is`,
    );
    const fixed = await serveProgram({
      program: { port },
      environment: { PORT: String(port) },
      ready: false,
    });
    await fixed.loaded;
    expect(fixed.gaveUp()).toBe(true);
  });
});
