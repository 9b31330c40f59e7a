import { expect, test } from 'vitest';
import { ok } from '../../src/model/result.ts';
import { transformSample } from '../../src/rehearse/acts/transform-sample.ts';
import type { BatchScene, Transform } from '../../src/rehearse/check.ts';
import { batchRecords } from '../../src/rehearse/checks/batch-records.ts';
import type { Materials } from '../../src/rehearse/materials.ts';
import { enlarged } from '../../src/rehearse/samples.ts';
import type { Question, Server } from '../../src/rehearse/stage.ts';
import { resolveText } from '../support/build-listing.ts';
import { ownImage } from '../support/expect-problems.ts';
import { shortLimits } from './broken-listing.ts';

const textOf = (body: Uint8Array) => new TextDecoder().decode(body);
const bytes = (text: string) => new TextEncoder().encode(text);
const sampleOf = (text: string) => ({ type: 'text/csv', path: 'samples/text-csv.csv', body: bytes(text) });

test.each([
  ['names of columns come once', 'age,name\n1,a\n2,b\n', 'csv', 'age,name\n1,a\n2,b\n1,a\n2,b\n'],
  ['rows of numbers are all records', '1,2\n3,4', 'csv', '1,2\n3,4\n1,2\n3,4\n1,2\n3,4\n'],
  ['rows of texts are all records', 'a\nb\n', 'csv', 'a\nb\n'.repeat(6)],
  ['texts of another type have no names', 'age\n1\n', 'text', 'age\n1\n'.repeat(4)],
] as const)('%s in an enlarged body, which has no empty lines', (_what, text, codec, expected) => {
  expect(textOf(enlarged(sampleOf(text), codec, { most: expected.length + 3 }))).toBe(expected);
  expect(textOf(enlarged(sampleOf(text), codec, { above: expected.length - 2 }))).toBe(expected);
});

test('a document of JSON has spaces behind it, up to the byte', () => {
  expect(textOf(enlarged(sampleOf('{}'), 'json', { most: 5 }))).toBe('{}   ');
  expect(textOf(enlarged(sampleOf('{}'), 'json', { above: 5 }))).toBe('{}    ');
});

/** A transform of this sample by a server that answers each line but the names with 0. */
async function transform(text: string): Promise<{ made: Transform; sent: readonly string[] }> {
  const listing = resolveText(
    ownImage({ contentTypes: 'contentTypes: { input: [text/csv], output: [text/csv] }' }),
  );
  const ask = async ({ body = new Uint8Array() }: Question) => {
    const rows = textOf(body).trim().split('\n');
    const answers = rows.filter((row) => row !== 'age,name').map(() => '0\n');
    return {
      ...ok({ status: 200, headers: {}, body: bytes(answers.join('')), connectMs: 1 }),
      milliseconds: 1,
    };
  };
  const server = { ask, log: async () => [] } satisfies Partial<Server>;
  const materials = { listing, samples: [sampleOf(text)] } as unknown as Materials;
  const made = await transformSample(server as unknown as Server, materials, shortLimits);
  return { made, sent: made.sent.map(textOf) };
}

test('a transform has the names of the columns once, and one answer less than lines', async () => {
  const { made, sent } = await transform('age,name\n1,a\n2,b\n');
  expect(sent).toEqual([`age,name\n${'1,a\n2,b\n'.repeat(6)}`]);
  if (batchRecords.phase !== 'batch') throw new Error('it looks at a transform');
  expect(await batchRecords.look({ transform: made } as BatchScene)).toMatchObject({
    verdict: 'passed',
    words: '13 lines in, the first with names, 12 lines out',
  });
});

test('without names, each line is a record', async () => {
  const { made, sent } = await transform('1,2\n3,4\n');
  expect(sent).toEqual(['1,2\n3,4\n'.repeat(6)]);
  if (batchRecords.phase !== 'batch') throw new Error('it looks at a transform');
  expect(await batchRecords.look({ transform: made } as BatchScene)).toMatchObject({
    verdict: 'passed',
    words: '12 lines in, 12 lines out',
  });
});
