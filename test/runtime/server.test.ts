import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generator, inputTypes, outputTypes } from '../../listing/runtime/contract.ts';
import {
  BadBody,
  defineInference,
  type RawAnswer,
  type RawRequest,
} from '../../listing/runtime/inference.ts';
import seed from '../../listing/src/inference.ts';
import { tries } from '../support/every-case.ts';
import { serve } from './serve-in-test.ts';

const json = { 'content-type': 'application/json' };
const npyOf = Buffer.concat([
  Buffer.from('\x93NUMPY\x01\x00\x76\x00', 'latin1'),
  Buffer.from(`${"{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }".padEnd(117)}\n`),
  Buffer.alloc(8),
]);

describe('the seeded handler', () => {
  test('answers the walk-through of the AWS seller guide to the letter', async () => {
    const { invoke } = await serve(seed);
    const answer = await invoke('hello world', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(answer.text).toBe('{"prediction": "a", "text": "hello world"}');
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  const bodies = {
    csv: 'a,b\nc,d',
    json: '[{"a": 1}, "b"]',
    jsonlines: '1\n2',
    npy: npyOf,
    text: 'hi',
    bytes: 'hi',
  };
  const pairs = inputTypes.flatMap((input) => outputTypes.map((output) => ({ input, output })));
  test.each(pairs)('takes $input.type and answers $output.type', async ({ input, output }) => {
    const { invoke } = await serve(seed);
    const answer = await invoke(bodies[input.codec], { 'content-type': input.type, accept: output.type });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(output.type);
    expect(answer.text).not.toBe('');
  });

  test('never fails on a body, whatever it holds', async () => {
    const { invoke } = await serve(seed);
    const parts = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '\n',
      '\\',
      '1',
      'a',
      '\x93NUMPY',
      '\0',
      'é',
    );
    const body = fc.oneof(
      fc.uint8Array(),
      fc.array(parts).map((some) => Buffer.from(some.join(''), 'latin1')),
      fc.json(),
    );
    const type = fc.constantFrom(...inputTypes.map((one) => one.type), '', 'text/csv; charset=latin1', 'x');
    const accept = fc.constantFrom(...outputTypes.map((one) => one.type), '*/*', 'x;q=2, ;;,');
    const property = fc.asyncProperty(body, type, accept, async (bytes, contentType, wanted) => {
      const { status } = await invoke(bytes, { 'content-type': contentType, accept: wanted });
      expect([200, 400, 406, 415]).toContain(status);
    });
    await fc.assert(property, { numRuns: tries(100, 400) });
  });
});

describe('a ping', () => {
  test('is 503 while the model loads and 200 with an empty body from then on', async () => {
    const gate = Promise.withResolvers<void>();
    const slow = defineInference({ load: () => gate.promise, predict: (_, records) => records });
    const { call, invoke, loaded, logs, port } = await serve(slow, { ready: false });
    expect(logs).toContainEqual({ level: 'info', event: 'listening', port, generator });
    expect((await call('/ping')).status).toBe(503);
    expect((await call('/ping')).status).toBe(503);
    expect((await invoke('a')).status).toBe(503);
    expect(logs.filter((entry) => entry.event === 'not-ready')).toEqual([
      { level: 'info', event: 'not-ready', message: 'the model is still loading' },
    ]);
    gate.resolve();
    await loaded;
    expect(await call('/ping')).toMatchObject({ status: 200, text: '' });
  });

  test('stays 503 when the model cannot be loaded, and only the log tells where it was looked for', async () => {
    const { call, logs, gaveUp } = await serve(async () => Promise.reject(new Error('no /secret/model.bin')));
    expect(await call('/ping')).toMatchObject({ status: 503, text: '{"error":"the model failed to load"}' });
    expect(logs.filter((entry) => entry.message === 'no /secret/model.bin')).toHaveLength(3);
    expect(logs.filter((entry) => entry.event === 'giving-up')).toMatchObject([
      {
        level: 'error',
        message: '3 workers in a row died without answering a call; the last one could not load the model',
      },
    ]);
    expect(gaveUp()).toBe(true);
  });
});

describe('what cannot be taken is refused with what can', () => {
  const supported = (types: readonly { type: string }[]) => types.map((one) => one.type);
  test.each([
    [
      'an unknown content type',
      'a',
      { 'content-type': 'text/html' },
      415,
      { supported: supported(inputTypes) },
    ],
    [
      'a compressed body',
      'a',
      { 'content-encoding': 'gzip' },
      415,
      { error: 'the content encoding gzip is not supported', supported: ['identity'] },
    ],
    ['an answer nobody declared', 'a', { accept: 'text/html' }, 406, { supported: supported(outputTypes) }],
    [
      'a body that is no JSON',
      '{"a":\n x',
      json,
      400,
      { error: 'the body is not JSON: unexpected "x" at line 2, column 2' },
    ],
    ['a broken row', 'a\nb,"c', {}, 400, { error: 'the quote at line 2, column 3 is never closed' }],
  ])('%s', async (_title, body, headers, status, expected) => {
    const { invoke } = await serve(seed);
    const answer = await invoke(body, headers as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject(expected);
  });

  test.each([
    ['with its length', () => Buffer.alloc(2 ** 20 + 1)],
    ['in chunks', () => new Blob([Buffer.alloc(2 ** 20), 'x']).stream()],
  ])('a body over the limit that is sent %s', async (_title, body) => {
    const { call } = await serve(seed, { limits: { maxPayloadMB: 1 } });
    const answer = await call('/invocations', body());
    expect(answer).toMatchObject({
      status: 413,
      text: '{"error":"the body is larger than 1 MB","maxPayloadMB":1}',
    });
    expect((await call('/ping')).status).toBe(200);
  });

  test('an unknown path and a wrong method', async () => {
    const { call } = await serve(seed);
    expect((await call('/')).status).toBe(404);
    const answer = await call('/invocations');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
    expect((await call('/ping', 'x')).headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('types are understood as callers write them', () => {
  test('an encoding that changes nothing', async () => {
    const { invoke } = await serve(seed);
    expect((await invoke('a', { 'content-encoding': 'Identity' })).status).toBe(200);
  });

  test.each([
    ['TEXT/CSV; label_size=0', '*/*', 'application/json'],
    ['*/*', 'text/csv;q=0.5, application/jsonlines', 'application/jsonlines'],
  ])('content type %s and accept %s get %s', async (type, accept, expected) => {
    const { invoke } = await serve(seed);
    const answer = await invoke('a', { 'content-type': type, accept });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expected]);
  });

  test('a header that the caller declares is no record', async () => {
    const { invoke } = await serve(seed);
    const answer = await invoke('name,age\nAda,36', { 'content-type': 'text/csv; header=present' });
    expect(JSON.parse(answer.text)).toMatchObject({ text: 'Ada,36' });
  });

  test('the declared charset decides what the bytes mean', async () => {
    const { invoke } = await serve(seed);
    const latin = await invoke(Buffer.from([0xe9]), { 'content-type': 'text/csv; charset="ISO-8859-1"' });
    expect(JSON.parse(latin.text).text).toBe('é');
    expect((await invoke(Buffer.from([0xe9]))).status).toBe(400);
  });
});

describe('the handler', () => {
  test('fails without telling the caller how, and the log has the stack under the same id', async () => {
    const { invoke, logs } = await serve(records(() => Promise.reject(new Error('no /secret/file'))));
    const answer = await invoke('a');
    const { error, requestId } = JSON.parse(answer.text);
    expect([answer.status, error]).toEqual([500, 'the model failed on this request']);
    expect(logs.at(-1)).toMatchObject({ requestId, message: 'no /secret/file', stack: expect.any(String) });
  });

  test('must return one prediction per record', async () => {
    const { invoke, logs } = await serve(records(() => [1]));
    expect((await invoke('a\nb')).status).toBe(500);
    expect(logs.at(-1)?.message).toBe('predict got 2 records and returned 1 predictions');
  });

  test('is not asked about an empty list', async () => {
    const { invoke } = await serve(records(() => Promise.reject(new Error('asked'))));
    expect((await invoke('{"instances": []}', json)).text).toBe('{"predictions": []}');
  });

  test('may tell the caller what is wrong with a record', async () => {
    const { invoke } = await serve(records(() => Promise.reject(new BadBody('row 1 has no age'))));
    expect(await invoke('a')).toMatchObject({ status: 400, text: '{"error":"row 1 has no age"}' });
  });

  test('sees what stands beside the instances', async () => {
    const inference = defineInference({
      load: () => undefined,
      predict: (_model, records, { members }) => records.map((record) => [record, members]),
    });
    const { invoke } = await serve(inference);
    const body = '{"instances": [1], "parameters": {"top_k": 3}}';
    expect((await invoke(body, json)).text).toBe('{"predictions": [[1, {"parameters": {"top_k": 3}}]]}');
    expect((await invoke('[1]', json)).text).toBe('[[1, {}]]');
  });

  test('sees custom attributes and parameters, and sets attributes and metering', async () => {
    const inference = defineInference({
      load: ({ modelDir }) => modelDir,
      predict: (model, _records, { attributes, parameters, setAttributes, meter }) => {
        setAttributes(`got ${attributes}`);
        meter(3);
        return [[model, parameters.get('label_size')]];
      },
    });
    const { invoke } = await serve(inference);
    const headers = {
      'content-type': 'text/csv; Label_Size=0',
      'x-amzn-sagemaker-custom-attributes': 'trace=1',
    };
    const answer = await invoke('a', headers);
    expect(answer.text).toBe('["/nowhere/model", "0"]');
    expect(answer.headers.get('x-amzn-sagemaker-custom-attributes')).toBe('got trace=1');
    expect(answer.headers.get('x-amzn-inference-metering')).toBe(
      '{"Dimension":"inference.count","ConsumedUnits":3}',
    );
  });
});

describe('the ids of a call', () => {
  const target = {
    'x-amzn-sagemaker-inference-id': 'i-1',
    'x-amzn-sagemaker-session-id': 's-1',
    'x-amzn-sagemaker-target-model': 'm.tar.gz',
    'x-amzn-sagemaker-inference-component': 'c-1',
  };

  test('reach the handler', async () => {
    const { invoke } = await serve(
      handling(({ inferenceId, sessionId, wantsSession, targetModel, inferenceComponent }) =>
        JSON.stringify([inferenceId, sessionId, wantsSession, targetModel, inferenceComponent]),
      ),
    );
    expect((await invoke('a', target)).text).toBe('["i-1","s-1",false,"m.tar.gz","c-1"]');
    expect((await invoke('a')).text).toBe('[null,null,false,null,null]');
  });

  const session = 'x-amzn-sagemaker-session-id';

  test('open and close a session', async () => {
    const { invoke } = await serve(
      handling(({ wantsSession, sessionId, openSession, closeSession }) => {
        if (wantsSession) openSession('my-id', new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 678)));
        else closeSession();
        return String(sessionId);
      }),
    );
    const opened = await invoke('a', { [session]: 'NEW_SESSION' });
    expect([opened.text, opened.headers.get(session)]).toEqual([
      'undefined',
      'my-id; Expires=2026-01-02T03:04:05Z',
    ]);
    const closed = await invoke('a', { [session]: 'my-id' });
    expect(closed.headers.get('x-amzn-sagemaker-closed-session-id')).toBe('my-id');
    expect(closed.headers.get(session)).toBeNull();
  });

  test.each([
    ['opened', 'my-id', 'a', 'the caller has not asked for a session'],
    ['opened', 'NEW_SESSION', '-a', 'a session id is at most 256 letters, digits and hyphens'],
    ['opened', 'NEW_SESSION', 'a'.repeat(257), 'a session id is at most 256 letters, digits and hyphens'],
    ['closed', 'NEW_SESSION', '', 'this call belongs to no session'],
  ])('a session cannot be %s for %s with %j', async (act, sent, id, words) => {
    const { invoke, logs } = await serve(
      handling(({ openSession, closeSession }) => {
        if (act === 'opened') openSession(id, new Date());
        else closeSession();
        return '';
      }),
    );
    expect((await invoke('a', { [session]: sent })).status).toBe(500);
    expect(logs.at(-1)?.message).toContain(words);
  });
});

test.each([
  ['meter', (request: RawRequest) => request.meter(1)],
  ['setAttributes', (request: RawRequest) => request.setAttributes('a')],
  ['openSession', (request: RawRequest) => request.openSession('a', new Date())],
])('%s after the head of a stream has gone is an error with words', async (_name, act) => {
  const inference = handling(async function* (request) {
    yield 'piece';
    act(request);
  });
  const { invoke, logs } = await serve(inference);
  await expect(invoke('a', { 'x-amzn-sagemaker-session-id': 'NEW_SESSION' })).rejects.toThrow();
  expect(logs.at(-1)).toMatchObject({
    event: 'answer-broken-off',
    message: 'the head of this answer has already been sent',
  });
});

function handling(handle: (request: RawRequest) => RawAnswer) {
  return defineInference({ load: () => undefined, handle: (_model, request) => handle(request) });
}

function records(predict: () => Promise<unknown[]> | unknown[]) {
  return defineInference({ load: () => undefined, predict });
}
