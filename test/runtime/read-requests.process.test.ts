import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tries } from '../support/every-case.ts';
import { flaskPythons, pythonOf, titled } from '../support/python.ts';

const python = pythonOf('listing');

/** As the Python program prints it. */
interface Found {
  readonly requests: readonly (readonly [method: string, path: string, body: string])[];
  readonly refused: number | null;
  /** The bytes of bodies that still count as memory in use. */
  readonly held: number;
}

interface Sent {
  readonly bytes: Buffer;
  readonly found: Found['requests'][number];
}

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const path = fc.stringMatching(/^\/[a-z]{0,8}$/);

const sized = fc.tuple(path, bytes(300)).map(([to, body]): Sent => {
  const head = `POST ${to} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`;
  return { bytes: Buffer.concat([Buffer.from(head), body]), found: ['POST', to, body.toString('hex')] };
});

const chunk = fc.record({
  body: bytes(60).filter(({ length }) => length > 0),
  extension: fc.constantFrom('', ';a', ' ; a="b;c"'),
  zeros: fc.constantFrom('', '0', '000'),
});
const trailer = fc.constantFrom('', 'a: b\r\n', 'a: b\r\nc: d\r\n');

const chunked = fc.tuple(path, fc.array(chunk, { maxLength: 5 }), trailer).map(([to, chunks, end]): Sent => {
  const parts = chunks.flatMap(({ body, extension, zeros }) => [
    Buffer.from(`${zeros}${body.length.toString(16)}${extension}\r\n`),
    body,
    Buffer.from('\r\n'),
  ]);
  const head = `POST ${to} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const body = Buffer.concat(chunks.map((one) => one.body)).toString('hex');
  return {
    bytes: Buffer.concat([Buffer.from(head), ...parts, Buffer.from(`0\r\n${end}\r\n`)]),
    found: ['POST', to, body],
  };
});

const bare = path.map(
  (to): Sent => ({ bytes: Buffer.from(`\r\nGET ${to} HTTP/1.1\r\nHost: x\r\n\r\n`), found: ['GET', to, ''] }),
);

/** Requests one after the other on a connection, and the pieces in which they come. */
const connection = fc.array(fc.oneof(sized, chunked, bare), { minLength: 1, maxLength: 4 }).chain((sent) => {
  const whole = Buffer.concat(sent.map((one) => one.bytes));
  const cuts = fc.oneof(
    fc.array(fc.nat(whole.length), { maxLength: 8 }),
    fc.constant(Array.from(whole.keys())),
  );
  return cuts.map((places) => ({ sent, pieces: piecesOf(whole, places) }));
});

describe.skipIf(python.missing)(titled('the reader of requests of a listing of Flask', python), () => {
  const pythons = flaskPythons;

  test.each(pythons)('makes the same of any pieces, with %s', (programs) => {
    const count = tries(300, 3000);
    const connections = fc.sample(connection, { numRuns: count, seed: fc.readConfigureGlobal().seed ?? 1 });
    const found = read(
      programs,
      connections.map(({ pieces }) => pieces),
    );
    const expected = connections.map(({ sent }) => ({
      requests: sent.map((one) => one.found),
      refused: null,
      held: 0,
    }));
    expect(found).toEqual(expected);
  });

  test.each(pythons)('has an answer to any bytes, with %s', (programs) => {
    const word = fc.constantFrom(
      'GET',
      '/',
      ' ',
      'HTTP/1.1',
      '\r\n',
      ':',
      'Content-Length',
      '5',
      'chunked',
      '\0',
      '-',
    );
    const line = fc.array(word, { maxLength: 6 }).map((words) => `${words.join('')}\r\n`);
    const lines = fc.array(line, { maxLength: 6 }).map((all) => Buffer.from(`${all.join('')}\r\n`));
    const spoilt = fc.tuple(connection, fc.nat(), fc.nat(255)).map(([{ pieces }, at, byte]) => {
      const whole = Buffer.from(pieces.join(''), 'hex');
      whole[at % whole.length] = byte;
      return whole;
    });
    const sent = fc.oneof(bytes(200), lines, spoilt);
    const count = tries(1000, 5000);
    const all = fc.sample(sent, { numRuns: count, seed: fc.readConfigureGlobal().seed ?? 1 });
    const found = read(
      programs,
      all.map((one) => [one.toString('hex')]),
    );
    expect(new Set(found.map(({ held }) => held))).toEqual(new Set([0]));
    const known = [null, 400, 413, 414, 417, 431, 501, 505];
    expect(known).toEqual(expect.arrayContaining([...new Set(found.map(({ refused }) => refused))]));
    expect(found.filter(({ refused }) => refused === 400).length).toBeGreaterThan(count / 4);
  });

  test.each(pythons)('refuses more than the limit, however it comes, with %s', (programs) => {
    const line = 'POST / HTTP/1.1\r\nHost: x\r\n';
    const most = Math.floor(0.01 * 2 ** 20);
    const announced = (size: number) => `${line}Content-Length: ${size}\r\n\r\n${'a'.repeat(size)}`;
    const inChunks = (size: number) =>
      `${line}Transfer-Encoding: chunked\r\n\r\n${'1\r\na\r\n'.repeat(size)}0\r\n\r\n`;
    const cases = [announced(most), inChunks(most), announced(most + 1), inChunks(most + 1)];
    const pieces = cases.map((text) => piecesOf(Buffer.from(text), [20, 100, 5000, 6000]));
    const outcomes = read(programs, pieces).map(({ requests, refused, held }) => [
      requests.length,
      refused,
      held,
    ]);
    expect(outcomes).toEqual([
      [1, null, 0],
      [1, null, 0],
      [0, 413, 0],
      [0, 413, 0],
    ]);
  });
});

function piecesOf(whole: Buffer, places: readonly number[]): readonly string[] {
  const cuts = [0, ...[...places].sort((one, other) => one - other), whole.length];
  return cuts.slice(1).map((end, index) => whole.subarray(cuts[index], end).toString('hex'));
}

function read(programs: string, connections: readonly (readonly string[])[]): readonly Found[] {
  const { stdout, stderr } = spawnSync(
    join(programs, 'python3'),
    ['-B', join(import.meta.dirname, 'read_requests.py')],
    { input: JSON.stringify(connections), encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (stderr) throw new Error(stderr);
  return JSON.parse(stdout);
}
