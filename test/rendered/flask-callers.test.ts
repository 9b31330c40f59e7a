import { describe, expect, test } from 'vitest';
import { isEveryCase } from '../support/every-case.ts';
import { serveFlask } from '../support/flask-listing.ts';
import { flaskPythons, pythonOf, titled } from '../support/python.ts';
import { answersIn, type RawCaller, rawCaller } from '../support/raw-caller.ts';
import { sharedByTests } from '../support/when-over.ts';

const python = pythonOf('listing');
const { programs = '', missing } = python;

const line = 'POST /invocations HTTP/1.1\r\nHost: x\r\n';
const invalid = [400, '{"error":"the request is not valid HTTP"}'];
const badChunks = [400, '{"error":"the chunked encoding of the body is invalid"}'];
const tooLarge = [413, '{"error":"the body is larger than 1 MB","maxPayloadMB":1}'];
const largeHead = [431, '{"error":"the headers are too large"}'];
const coding = [501, '{"error":"the only supported transfer coding is chunked"}'];

/** What is sent, and the one answer, after which the connection is closed. */
const refusals: readonly (readonly [what: string, sent: string, answer: readonly (number | string)[]])[] = [
  ['no HTTP', 'GARBAGE\r\n\r\n', invalid],
  ['a header without a colon', 'GET /ping HTTP/1.1\r\nnothing\r\n\r\n', invalid],
  ['a header with a blank name', 'GET /ping HTTP/1.1\r\na b: c\r\n\r\n', invalid],
  ['a method in small letters', `${line.replace('POST', 'post')}\r\n`, invalid],
  ['a header in two lines', `${line}a: b\r\n c\r\n\r\n`, invalid],
  ['a line that ends with LF alone', `${line}a: b\nContent-Length: 5\r\n\r\nhello`, invalid],
  ['a line that ends with CR alone', `${line}a: b\rContent-Length: 5\r\n\r\nhello`, invalid],
  ['NUL in a header', `${line}a: b\0c\r\n\r\n`, invalid],
  ['no host', 'GET /ping HTTP/1.1\r\n\r\n', invalid],
  ['two hosts', `${line}Host: y\r\n\r\n`, invalid],
  [
    'an unknown expectation',
    `${line}Expect: nonsense\r\n\r\n`,
    [417, '{"error":"only the expectation 100-continue is supported"}'],
  ],
  ['two lengths', `${line}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`, invalid],
  ['two equal lengths', `${line}Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello`, invalid],
  ['a length with a sign', `${line}Content-Length: +5\r\n\r\nhello`, invalid],
  ['a length below zero', `${line}Content-Length: -5\r\n\r\nhello`, invalid],
  ['a length with an underscore', `${line}Content-Length: 1_0\r\n\r\nhello`, invalid],
  ['a length and chunks', `${line}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, invalid],
  ['chunks in HTTP/1.0', 'POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', invalid],
  ['chunks that are compressed', `${line}Transfer-Encoding: gzip, chunked\r\n\r\n`, coding],
  ['an unknown coding', `${line}Transfer-Encoding: xchunked\r\n\r\n`, coding],
  ['a chunk without a size', `${line}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, badChunks],
  ['a chunk with a sign', `${line}Transfer-Encoding: chunked\r\n\r\n+1\r\na\r\n`, badChunks],
  ['a chunk that is longer than its size', `${line}Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n`, badChunks],
  ['an endless chunk size', `${line}Transfer-Encoding: chunked\r\n\r\n${'0'.repeat(5000)}`, badChunks],
  [
    'an endless trailer',
    `${line}Transfer-Encoding: chunked\r\n\r\n0\r\n${'a: b\r\n'.repeat(20_000)}`,
    badChunks,
  ],
  [
    'a long path',
    `GET /${'a'.repeat(5000)} HTTP/1.1\r\n\r\n`,
    [414, '{"error":"the request line is too long"}'],
  ],
  ['an endless path', `GET /${'a'.repeat(70_000)}`, [414, '{"error":"the request line is too long"}']],
  ['a long header', `GET /ping HTTP/1.1\r\na: ${'a'.repeat(9000)}\r\n\r\n`, largeHead],
  ['many headers', `GET /ping HTTP/1.1\r\n${'a: b\r\n'.repeat(150)}\r\n`, largeHead],
  ['endless headers', `GET /ping HTTP/1.1\r\n${'a: b\r\n'.repeat(20_000)}`, largeHead],
  [
    'another version',
    'GET /ping HTTP/3.0\r\n\r\n',
    [505, '{"error":"only HTTP/1.0 and HTTP/1.1 are supported"}'],
  ],
  ['a body that is too large', `${line}Expect: 100-continue\r\nContent-Length: 1048577\r\n\r\n`, tooLarge],
  ['a length beyond counting', `${line}Content-Length: ${'9'.repeat(18)}\r\n\r\n`, tooLarge],
];

describe.skipIf(missing)(titled('callers of a listing of Flask', python), () => {
  const slow = sharedByTests(() =>
    serveFlask(programs, {
      answer: 'return json.dumps(text)',
      manifest: { inference: 'inference: { workers: 1, maxQueue: 2, maxPayloadMB: 1 }' },
    }),
  );

  test('who send slowly cost no thread: pings and calls are answered, and then theirs', async () => {
    const { url, ping, invoke } = slow();
    // Ten threads answer: one for each call that may wait, and eight more.
    const count = isEveryCase ? 600 : 40;
    const many = (sent: string) => Promise.all(Array.from({ length: count }, () => rawCaller(url, sent)));
    const heads = await many('POST /invocations HTTP/1.1\r\nHos');
    const bodies = await many(`${line}Content-Length: 5\r\n\r\nhel`);
    const chunks = await many(`${line}Transfer-Encoding: chunked\r\n\r\n5\r\nhel`);
    for (let asked = 0; asked < 10; asked += 1) {
      expect(await ping()).toBe(200);
      expect((await invoke('x')).text).toBe('"x"');
    }
    const finish = async (callers: readonly RawCaller[], rest: string) => {
      for (const caller of callers) {
        expect(caller.received()).toBe('');
        caller.socket.write(rest);
        await caller.sees('"hello"');
        caller.socket.destroy();
      }
    };
    await finish(heads, 't: x\r\nContent-Length: 5\r\n\r\nhello');
    await finish(bodies, 'lo');
    await finish(chunks, 'lo\r\n0\r\n\r\n');
  });

  test('who are too slow get 408, and those who send nothing get nothing', async () => {
    const { url, ping } = await serveFlask(programs, {
      answer: 'return json.dumps(text)',
      manifest: { inference: 'inference: { workers: 1, timeoutSeconds: 1 }' },
    });
    const silent = await rawCaller(url);
    const head = await rawCaller(url, 'POST /invocations HTTP/1.1\r\nHos');
    const body = await rawCaller(url, `${line}Content-Length: 5\r\n\r\nhel`);
    const late = (part: string) => [[408, `{"error":"the ${part} took longer than 1 seconds"}`]];
    expect(answersIn(await head.ended)).toEqual(late('head'));
    expect(answersIn(await body.ended)).toEqual(late('body'));
    expect(head.received()).toContain('Connection: close');
    expect(await ping()).toBe(200);
    expect(silent.received()).toBe('');
    expect(silent.socket.readable).toBe(true);
    silent.socket.destroy();
  });

  describe.each(flaskPythons)('with %s', (folder) => {
    const listing = sharedByTests(() =>
      serveFlask(folder, {
        answer: 'if text == "slow": wait_for("slow")\nreturn json.dumps(text)',
        manifest: { inference: 'inference: { workers: 1, maxPayloadMB: 1 }' },
      }),
    );

    test.each(refusals)('are refused in JSON: %s', async (_, sent, answer) => {
      const caller = await rawCaller(listing().url, sent);
      const received = await caller.ended;
      expect(answersIn(received)).toEqual([answer]);
      expect(received).toContain('\r\nContent-Type: application/json\r\n');
      expect(received).toContain('\r\nConnection: close\r\n');
    });

    test('send headers with an underscore, which count for nothing', async () => {
      const head = `${line}Content_Type: text/nope\r\nSCRIPT_NAME: /other\r\nConnection: close\r\n`;
      const caller = await rawCaller(listing().url, `${head}Content-Length: 5\r\n\r\nhello`);
      expect(answersIn(await caller.ended)).toEqual([[200, '"hello"']]);
    });

    test('send a body when they are told to go ahead', async () => {
      const caller = await rawCaller(
        listing().url,
        `${line}Expect: 100-continue\r\nContent-Length: 5\r\n\r\n`,
      );
      await caller.sees('HTTP/1.1 100 Continue\r\n\r\n');
      expect(caller.received()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
      caller.socket.end('hello');
      const received = await caller.ended;
      expect(received.match(/100 Continue/g)).toHaveLength(1);
      expect(received).toMatch(/"hello"$/);
    });

    test('get answers in the order of their requests, on one connection', async () => {
      const chunked = `${line}Transfer-Encoding: chunked\r\n\r\n2;a=b\r\nab\r\n1\r\nc\r\n0\r\nx: y\r\n\r\n`;
      const caller = await rawCaller(
        listing().url,
        `\r\n${line}Content-Length: 5\r\n\r\nfirst${chunked}GET /ping HTTP/1.1\r\nHost: x\r\n\r\n`,
        `${line}Content-Length: 4\r\nConnection: close\r\n\r\nlast${line}Content-Length: 3\r\n\r\nnot`,
      );
      const answers = [
        [200, '"first"'],
        [200, '"abc"'],
        [200, ''],
        [200, '"last"'],
      ];
      expect(answersIn(await caller.ended)).toEqual(answers);
    });

    test('get an answer when they have sent all and will send no more', async () => {
      const { url, allow, until, ping } = listing();
      const quick = await rawCaller(url);
      quick.socket.end(`${line}Content-Length: 5\r\n\r\nhello`);
      expect(answersIn(await quick.ended)).toEqual([[200, '"hello"']]);
      const slow = await rawCaller(url);
      slow.socket.end(`${line}Content-Length: 4\r\n\r\nslow`);
      await until(async () => (await ping()) === 200);
      expect(slow.received()).toBe('');
      allow('slow');
      expect(answersIn(await slow.ended)).toEqual([[200, '"slow"']]);
    });
  });
});
