import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { placeListing, pythonKinds } from '../support/build-listing.ts';
import { oneIn } from '../support/every-case.ts';
import { algorithm } from '../support/expect-problems.ts';
import { type FlaskListing, flaskPackage, serveFlask } from '../support/flask-listing.ts';
import { preparedForTests } from '../support/prepared.ts';
import { flaskPythons, pythonOf, titled } from '../support/python.ts';
import { withThisNode } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { trainingFolder } from '../support/training-folder.ts';
import { train } from '../support/use-listing.ts';
import { sharedByTests } from '../support/when-over.ts';

const python = pythonOf('listing');
const { programs = '', missing } = python;

/** Does what the header says; otherwise it returns the body. */
const obedient = `
what = request.headers.get("X-Do")
if what == "tell": return json.dumps([text, request.mimetype, request.mimetype_params, request.accept_mimetypes.best])
if what == "measure": return json.dumps([len(text), request.headers.get("Transfer-Encoding")])
if what == "set type": return {"text": text}
if what == "divide": return json.dumps(1 / len(text))
if what == "abort": abort(400, "row 1 has no cells")
if what == "refuse": return Response("no", 422, {"Content-Type": "text/x"})
if what == "misname": return Response("no", headers={"not a name": "x"}, mimetype="application/json")
if what == "shout":
    name = "X-Amzn-SageMaker-Custom-Attributes"
    return Response(text, headers={name: request.headers[name].upper()}, mimetype="application/json")
if what == "stream":
    def rows():
        yield "first\\n"
        wait_for("second")
        if text: raise ValueError(text)
        yield "second\\n"
    return Response(rows(), mimetype="text/csv")
return json.dumps({"text": text})`;

describe.skipIf(missing)(titled('a listing of Flask', python), () => {
  const obeying = sharedByTests(() =>
    serveFlask(programs, {
      answer: obedient,
      manifest: { inference: 'inference: { workers: 1, maxQueue: 2, maxPayloadMB: 1 }' },
    }),
  );

  test.each(flaskPythons)('answers AWS’s walk-through to the letter, with %s', async (folder) => {
    const { invoke, ping, stop, url } = await serveFlask(folder, {});
    const answer = await invoke('hello world', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(answer.text).toBe('{"prediction": "a", "text": "hello world"}');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await ping()).toBe(200);
    expect(await (await fetch(`${url}/ping`)).text()).toBe('');
    expect(await stop()).toBe(0);
  });

  const types = preparedForTests().catalogue.contentTypes.map(({ type }) => type.replace('*', 'x-some'));
  const kinds = Object.entries({
    ...pythonKinds,
    'an algorithm of Flask': algorithm({ framework: 'framework: flask' }),
    'every type of the catalogue': flaskPackage({
      contentTypes: `contentTypes: { input: [${types.join(', ')}], output: [${types.join(', ')}] }`,
    }),
  });
  test.each(oneIn(3, kinds))('passes its own tests: %s', (_, yaml) => {
    const listing = join(temporaryFolder(), 'a listing');
    placeListing(listing, yaml);
    const { status, stderr } = spawnSync('python3', ['-m', 'unittest', 'discover', 'test'], {
      cwd: listing,
      encoding: 'utf8',
      env: { ...withThisNode(programs), SAGEMAKER_MODEL_SERVER_WORKERS: '1' },
    });
    expect(status, stderr).toBe(0);
    expect(stderr).toContain('Ran 10 tests');
  });

  test('refuses in the words of every other listing', async () => {
    const { url } = obeying();
    const ask = async (path: string, init: RequestInit) => {
      const answer = await fetch(`${url}${path}`, init);
      return `${answer.status} ${answer.headers.get('content-type')} ${await answer.text()}`;
    };
    const post = (headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer> = 'x') =>
      ask('/invocations', { method: 'POST', headers, body });
    const json = 'application/json';
    expect(await post({ 'content-type': 'Text/Nope; a=b' })).toBe(
      `415 ${json} {"error":"the content type text/nope is not supported","supported":["text/plain","application/json"]}`,
    );
    expect(await post({ 'content-encoding': 'GZip' })).toBe(
      `415 ${json} {"error":"the content encoding GZip is not supported","supported":["identity"]}`,
    );
    expect(await post({ 'content-encoding': 'identity' })).toMatch(/^200 /);
    expect(await post({ accept: 'image/png, text/csv;q=0' })).toBe(
      `406 ${json} {"error":"none of the requested types (image/png, text/csv;q=0) is supported","supported":["application/json","text/csv"]}`,
    );
    expect(await post({ 'content-type': 'text/plain' }, new Uint8Array([65, 255]))).toBe(
      `400 ${json} {"error":"the body is not utf-8 text: see byte 2"}`,
    );
    expect(await ask('/invocations', {})).toBe(
      `405 ${json} {"error":"/invocations does not take GET","supported":["POST"]}`,
    );
    expect(await ask('/else', {})).toBe(
      `404 ${json} {"error":"there is nothing at this path","supported":["/ping","/invocations","/execution-parameters","/metrics"]}`,
    );
  });

  test('says which generator made it as soon as it listens', () => {
    expect(obeying().logged('listening')).toMatchObject([{ generator: preparedForTests().version }]);
  });

  test('gives the app one of the declared types, text as UTF-8, and the one type to answer with', async () => {
    const { invoke } = obeying();
    const latin = await invoke(Buffer.from('grün', 'latin1'), {
      'content-type': 'TEXT/plain; label_size=0; charset=ISO-8859-1',
      accept: 'text/*;q=0.9, application/json;q=0.1',
      'x-do': 'tell',
    });
    expect(JSON.parse(latin.text)).toEqual(['grün', 'text/plain', { label_size: '0' }, 'text/csv']);
    expect(latin.headers.get('content-type')).toBe('text/csv');
    const unspecified = await invoke('x', { 'content-type': '*/*', 'x-do': 'tell' });
    expect(JSON.parse(unspecified.text)).toEqual(['x', 'text/plain', {}, 'application/json']);
  });

  test('does not declare an answer of another type as the requested type', async () => {
    const { invoke } = obeying();
    const failed = loggedFromNow(obeying(), 'request-failed');
    expect((await invoke('x', { 'x-do': 'set type' })).status).toBe(200);
    expect((await invoke('x', { 'x-do': 'set type', accept: 'text/csv' })).status).toBe(500);
    await expect
      .poll(failed)
      .toMatchObject([
        { message: 'the app answered with application/json, but the request asked for text/csv' },
      ]);
  });

  test('writes a fault of the code only to the log, as one line', async () => {
    const { invoke } = obeying();
    const failed = loggedFromNow(obeying(), 'request-failed');
    const { status, text } = await invoke('', { 'x-do': 'divide' });
    const { error, requestId, ...rest } = JSON.parse(text);
    expect([status, error, rest]).toEqual([500, 'the model failed on this request', {}]);
    await expect.poll(failed).toMatchObject([
      {
        level: 'error',
        requestId,
        message: 'ZeroDivisionError: division by zero',
        stack: expect.stringMatching(/File ".*web_app_serve.py", line \d+, in endpoint_invocations/),
      },
    ]);
    expect((await invoke('x', { 'x-do': 'divide' })).status).toBe(200);
  });

  test('answers 500 when the code sets a header that is none', async () => {
    const { invoke } = obeying();
    const failed = loggedFromNow(obeying(), 'request-failed');
    const { status, text } = await invoke('x', { 'x-do': 'misname' });
    const { error, requestId } = JSON.parse(text);
    expect([status, error]).toEqual([500, 'the model failed on this request']);
    await expect.poll(failed).toMatchObject([{ requestId, message: expect.stringContaining('not a name') }]);
  });

  test('answers in JSON what the code says with `abort`, and leaves other answers as they are', async () => {
    const { invoke } = obeying();
    const refused = await invoke('x', { 'x-do': 'abort' });
    expect([refused.status, refused.text]).toEqual([400, '{"error":"row 1 has no cells"}']);
    expect(refused.headers.get('content-type')).toBe('application/json');
    const own = await invoke('x', { 'x-do': 'refuse' });
    expect([own.status, own.text, own.headers.get('content-type')]).toEqual([422, 'no', 'text/x']);
  });

  test('passes custom attributes in and out', async () => {
    const name = 'X-Amzn-SageMaker-Custom-Attributes';
    const answer = await obeying().invoke('x', { [name]: 'trace=a1', 'x-do': 'shout' });
    expect(answer.headers.get(name)).toBe('TRACE=A1');
  });

  test('takes bodies in chunks, and none that are larger than the manifest allows', async () => {
    const { url } = obeying();
    const headers = { 'x-do': 'measure' };
    const chunked = async (chunks: number) => {
      const body = new ReadableStream({
        start(controller) {
          for (let count = 0; count < chunks; count += 1) controller.enqueue(Buffer.alloc(65_536, 97));
          controller.close();
        },
      });
      const init: RequestInit = { method: 'POST', headers, body, duplex: 'half' };
      const answer = await fetch(`${url}/invocations`, init);
      return [answer.status, await answer.text()];
    };
    const tooLarge = [413, '{"error":"the body is larger than 1 MB","maxPayloadMB":1}'];
    expect(await chunked(16)).toEqual([200, '[1048576, null]']);
    expect(await chunked(17)).toEqual(tooLarge);
    expect(await chunked(200)).toEqual(tooLarge);
    const whole = await fetch(`${url}/invocations`, { method: 'POST', body: Buffer.alloc(2 ** 20 + 1) });
    expect([whole.status, await whole.text()]).toEqual(tooLarge);
  });

  test('survives callers who break off or send what is no HTTP', async () => {
    const { url, invoke, until } = obeying();
    const errors = obeying().log().split('"error"').length;
    const lines = 'POST /invocations HTTP/1.1\r\nHost: x\r\n';
    const send = async (rest: string, isBrokenOff: boolean) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      let received = '';
      socket.on('data', (chunk) => {
        received += chunk;
      });
      socket.write(`${lines}${rest}`);
      const closed = once(socket, 'close');
      if (isBrokenOff) socket.end();
      else await until(() => received.includes('\r\n\r\n'));
      if (isBrokenOff) await closed;
      socket.destroy();
      return received;
    };
    for (let count = 0; count < 5; count += 1) {
      await send('Content-Length: 10\r\n\r\nhell', true);
      await send('Transfer-Encoding: chunked\r\n\r\n5\r\nhel', true);
    }
    const malformed = await send('Transfer-Encoding: chunked\r\n\r\nzz\r\nhello', false);
    expect(malformed).toMatch(/^HTTP\/1.1 400 /);
    await until(async () => (await invoke('x')).status === 200);
    expect(obeying().log().split('"error"')).toHaveLength(errors);
  });

  test('keeps a connection for the next request, also after a refusal', async () => {
    const { url } = obeying();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const send = (type: string) =>
      new Promise<[number | undefined, boolean]>((resolve, reject) => {
        const options = { agent, method: 'POST', headers: { 'content-type': type } };
        const sending = request(`${url}/invocations`, options, (answer) =>
          answer.resume().on('end', () => resolve([answer.statusCode, sending.reusedSocket])),
        );
        sending.on('error', reject).end('hello');
      });
    expect(await send('text/plain')).toEqual([200, false]);
    expect(await send('text/nope')).toEqual([415, true]);
    expect(await send('text/plain')).toEqual([200, true]);
    agent.destroy();
  });

  test('streams what the code yields, and breaks off where the code does', async () => {
    const { url, allow, logged } = obeying();
    const start = async (body: string) => {
      const headers = { accept: 'text/csv', 'x-do': 'stream' };
      const { body: pieces } = await fetch(`${url}/invocations`, { method: 'POST', body, headers });
      const reader = pieces?.getReader();
      const next = async () => Buffer.from((await reader?.read())?.value ?? []).toString();
      return next;
    };
    const next = await start('');
    expect(await next()).toBe('first\n');
    allow('second');
    expect(await next()).toBe('second\n');
    expect(await next()).toBe('');
    const broken = await start('no more');
    expect(await broken()).toBe('first\n');
    await expect(broken()).rejects.toThrow();
    await expect.poll(() => logged('answer-broken-off')).toMatchObject([{ message: 'ValueError: no more' }]);
  });

  test('is an algorithm, too, that trains in Python and serves what it has learnt', async () => {
    const { folder, invoke } = await serveFlask(programs, {
      above: 'model = json.load(open(os.path.join(os.environ["SM_MODEL_DIR"], "model.json")))\n',
      answer: 'return json.dumps(model["mean"])',
      yaml: algorithm({ framework: 'framework: flask' }),
      before: (listing) => {
        const base = trainingFolder({ channels: { train: '1,5\n3,6\n' } });
        train(listing, base, { PATH: withThisNode(programs)['PATH'] });
        cpSync(join(base, 'model'), join(listing, 'ml/model'), { recursive: true });
      },
    });
    expect(readdirSync(join(folder, 'ml/model'))).toEqual(['model.json']);
    expect((await invoke('x')).text).toBe('2.0');
  });

  test('learns from SageMaker’s environment what a transform job wants, and where the model lies', async () => {
    const { url, folder, invoke } = await serveFlask(programs, {
      answer: 'return json.dumps(os.environ["SM_MODEL_DIR"])',
      manifest: { artifacts: 'artifacts: { mode: s3, path: model, s3Uri: s3://models/churn/model.tar.gz }' },
      environment: {
        SAGEMAKER_BATCH: 'True',
        SAGEMAKER_MAX_PAYLOAD_IN_MB: '2',
        SAGEMAKER_MODEL_SERVER_WORKERS: '3',
        SAGEMAKER_MODEL_SERVER_TIMEOUT: '3000000',
      },
    });
    expect(JSON.parse((await invoke('x')).text)).toBe(join(folder, 'ml/model'));
    const parameters = await fetch(`${url}/execution-parameters`);
    expect(await parameters.json()).toEqual({ MaxConcurrentTransforms: 3, MaxPayloadInMB: 2 });
    expect((await invoke(Buffer.alloc(2 ** 21 + 1))).status).toBe(413);
  });
});

/** The log lines with this event from now on. */
function loggedFromNow({ logged }: FlaskListing, event: string) {
  const before = logged(event).length;
  return () => logged(event).slice(before);
}
