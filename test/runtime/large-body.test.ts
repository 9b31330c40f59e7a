import { describe, expect, test } from 'vitest';
import { decodeNumbers } from '../../listing/runtime/codecs/read-numbers.ts';
import { printNpy } from '../../listing/runtime/codecs/write-npy.ts';
import { decode, encode } from '../../listing/runtime/codecs.ts';
import type { Codec } from '../../listing/runtime/declared.ts';
import { printAnswer, readBody } from '../../listing/runtime/python/large-body.ts';
import { memoryOf } from '../../listing/runtime/python/transferred-memory.ts';
import { BadBody } from '../../listing/runtime/records.ts';

const rows = Array.from({ length: 50 }, (_, row) => [row, row / 4]);
const text = (lines: readonly unknown[]) => Buffer.from(lines.join('\n'));
const bodies: readonly [Codec, Uint8Array][] = [
  ['csv', text(rows)],
  ['csv', text(['1,2'])],
  ['json', Buffer.from(JSON.stringify(rows))],
  ['json', Buffer.from(JSON.stringify({ instances: rows, parameters: { k: 1 } }))],
  ['json', Buffer.from('[]')],
  ['jsonlines', text(rows.map((row) => JSON.stringify(row)))],
  ['npy', printNpy(rows)],
];
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const outputs: readonly Codec[] = ['json', 'jsonlines', 'csv', 'npy'];
const asked = { charset: 'utf-8', hasHeader: false } as const;

describe.each(['numbers', 'values'] as const)('a model that takes %s', (takes) => {
  test.each(bodies)(
    'reads and answers %s alike, however the bytes came and whatever fits at once',
    (codec, body) => {
      const small =
        takes === 'numbers'
          ? decodeNumbers(body, codec, 'utf-8', false)
          : decode(body, codec, 'utf-8', false);
      for (const maxSize of [1, 7, 50, Number.MAX_SAFE_INTEGER]) {
        const pieces = [body.subarray(0, 3), body.subarray(3)];
        const { parts, shape, members } = readBody(
          { ...asked, body: pieces, codec, takes, columns: null, maxSize },
          null,
        );
        expect([shape, members, parts.length]).toEqual([
          small.shape,
          small.members,
          Math.ceil(small.records.length / maxSize),
        ]);
        // A model that returns its records: what goes to Python comes back in the same form.
        for (const output of outputs)
          expect(textOf(printAnswer({ parts, codec: output, shape })), output).toBe(
            textOf(encode(small.records.length === 0 ? [] : small.records, output, small.shape)),
          );
      }
    },
  );

  test('tells which record cannot be read', () => {
    const body = [Buffer.from('[1, 2], [3')];
    expect(() => readBody({ ...asked, body, codec: 'json', takes, columns: null, maxSize: 9 }, null)).toThrow(
      BadBody,
    );
  });
});

test('only memory that holds nothing else goes to another thread', () => {
  const whole = new Uint8Array(100_000);
  const part = new Uint8Array(100_000).subarray(10);
  const [first, second] = [whole.subarray(0, 50_000), whole.subarray(50_000)];
  expect(memoryOf([whole])).toEqual([whole.buffer]);
  expect(memoryOf([part])).toEqual([]);
  expect(memoryOf([first, second])).toEqual([whole.buffer]);
  expect(memoryOf([first])).toEqual([]);
  expect(memoryOf([Buffer.from('pooled'), new Uint8Array()])).toEqual([]);
});
