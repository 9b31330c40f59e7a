import { expect, test } from 'vitest';
import { type Decoded, decode, encode } from '../../listing/runtime/codecs.ts';
import { inputTypes, outputTypes } from '../../listing/runtime/contract.ts';
import type { Codec } from '../../listing/runtime/declared.ts';
import { BadBody } from '../../listing/runtime/inference.ts';
import seedHandler from '../../listing/src/inference.ts';
import { oneIn, tries } from '../support/every-case.ts';
import { type RandomBody, randomBody } from './random-bodies.ts';
import { serve } from './serve-in-test.ts';

// A failure prints the command that repeats it.
const firstSeed = Number(process.env['FUZZ_SEED'] ?? 1);
const cases = tries(4000, 40_000);
const texts = ['csv', 'json', 'jsonlines', 'text'] as const;
const codecs = [...texts, 'npy', 'bytes'] as const;

test(`${cases} random bodies are decoded or refused, and what was decoded can be answered in every type`, () => {
  const outcomes = { decoded: 0, refused: 0, answered: 0 };
  for (let seed = firstSeed; seed < firstSeed + cases; seed++)
    repeatable(seed, () => {
      const body = randomBody(seed);
      const decoded = decodedOrRefused(body);
      if (!decoded) {
        outcomes.refused += 1;
        return;
      }
      outcomes.decoded += 1;
      outcomes.answered += answersOf(decoded, body.bytes.length);
      checkRoundTrip(decoded, body.codec);
    });
  // Otherwise the generator makes too few useful bodies, and nothing is tested.
  expect(outcomes.refused).toBeGreaterThan(cases * 0.2);
  expect(outcomes.decoded).toBeGreaterThan(cases * 0.3);
  expect(outcomes.answered).toBeGreaterThan(outcomes.decoded * 3);
});

const seen = String.raw`[ {"a": [1, " "" ", \ \" "\ , 1 - 1. 0e é {} [] a" 'shape':( ÿ`.split(' ');
const unseen = ['\n', '\r', '\r\n', '\r"', '"\n', ' ', '\t', '\0', '\ufeff', '1 ', '{"a":1}\n', '"a",b\n'];
const parts = [...seen, ...unseen];

test.each(oneIn(5, parts))('a body of nothing but %j takes no more than its length', (part) => {
  const text = part.repeat(2 ** 18 / part.length);
  const header = Buffer.from(`'descr': '<f8', 'fortran_order': False, 'shape': (${text}`, 'latin1');
  const npy = Buffer.concat([Buffer.from('\x93NUMPY\x02\0\0\0\0\0', 'latin1'), header]);
  npy.writeUInt32LE(header.length, 8);
  const bodies = [Buffer.from(text), Buffer.from(`"${text}`), Buffer.from(`[${text}`)];
  const all = [
    ['npy', npy],
    ...bodies.flatMap((body) => texts.map((codec) => [codec, body] as const)),
  ] as const;
  for (const [codec, bytes] of all) {
    const decoded = decodedOrRefused({ bytes, codec, charset: 'utf-8', hasHeader: false });
    if (decoded) answersOf(decoded, bytes.length);
  }
});

const asked = tries(200, 2000);

test(`${asked} of the bodies get an answer or a refusal from the server, never a failure`, async () => {
  const { invoke, logs } = await serve(seedHandler);
  const seeds = Array.from({ length: asked }, (_, index) => firstSeed + Math.floor((index * cases) / asked));
  const statuses = new Set<number>();
  while (seeds.length > 0)
    await Promise.all(
      seeds.splice(0, 20).map(async (seed) => {
        const { bytes, codec, charset } = randomBody(seed);
        const type = inputTypes.find((one) => one.codec === codec)?.type ?? '';
        // NumPy pads all texts to the longest one. If that would be gigabytes, a failure is correct.
        const possible = outputTypes.filter((one) => one.codec !== 'npy' || bytes.length < 4096);
        const accept = possible[seed % possible.length]?.type ?? '*/*';
        const { status, text } = await invoke(bytes, {
          'content-type': `${type}; charset=${charset}`,
          accept,
        });
        statuses.add(status);
        repeatable(seed, () => {
          if (status !== 200 && status !== 400) throw new Error(`the status is ${status}: ${text}`);
        });
      }),
    );
  expect(statuses).toEqual(new Set([200, 400]));
  expect(logs.filter((entry) => entry.level === 'error')).toEqual([]);
});

function repeatable(seed: number, check: () => void): void {
  try {
    check();
  } catch (cause) {
    const { bytes, codec, charset } = randomBody(seed);
    const body = `${codec} in ${charset}: ${JSON.stringify(bytes.subarray(0, 300).toString('latin1'))}`;
    const command = `FUZZ_SEED=${seed} npx vitest run test/runtime/fuzz.test.ts`;
    throw new Error(`${body}\n${String(cause)}\nto repeat it: ${command}`, { cause });
  }
}

function decodedOrRefused({ bytes, codec, charset, hasHeader }: RandomBody): Decoded | undefined {
  try {
    const decoded = decode(bytes, codec, charset, hasHeader);
    const values = countValues(decoded.records);
    // A few bytes must not fill the memory.
    if (values > 5000 + 5 * bytes.length) throw new Error(`${bytes.length} bytes became ${values} values`);
    return decoded;
  } catch (fault) {
    if (!(fault instanceof BadBody)) throw fault;
    if (!/^(the|a|text) [^\n]{5,400}$/.test(fault.message))
      throw new Error(`a strange message: ${fault.message}`);
    return undefined;
  }
}

function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return 1;
  let count = 1;
  for (const part of Object.values(value)) count += countValues(part);
  return count;
}

/** The number of types that can encode the records again. */
function answersOf({ records, shape }: Decoded, length: number): number {
  const plain = JSON.stringify(records);
  let answered = 0;
  for (const codec of codecs) {
    const answer = encodedOrNothing(records, codec, shape);
    if (!answer) continue;
    answered += 1;
    // A zero byte takes six characters in JSON, and twelve in JSON inside JSON. NumPy pads texts and has its
    // own limit.
    if (codec !== 'npy' && answer.length > 1000 + 40 * length + 2 * plain.length)
      throw new Error(`${length} bytes became ${answer.length} bytes of ${codec}`);
  }
  return answered;
}

/** If a type cannot encode a value, it is the handler's fault, and one of two error classes is thrown. */
function encodedOrNothing(
  predictions: readonly unknown[],
  codec: Codec,
  shape: Decoded['shape'],
): Uint8Array | undefined {
  try {
    return encode(predictions, codec, shape);
  } catch (fault) {
    if (codec === 'npy' && (fault instanceof TypeError || fault instanceof RangeError)) return undefined;
    throw fault;
  }
}

/** Records that are written and read again must be the same. */
function checkRoundTrip({ records, shape }: Decoded, codec: Codec): void {
  if (codec === 'text' || codec === 'bytes' || records.length === 0) return;
  const again = decode(encode(records, codec, shape === 'one' ? 'one' : 'list'), codec).records;
  // In JSON, negative zero becomes zero, and a number that is too large becomes null.
  const isKept = codec.startsWith('json')
    ? JSON.stringify(again) === JSON.stringify(records)
    : isSame(again, records);
  if (!isKept) throw new Error(`came back as ${JSON.stringify(again).slice(0, 300)}`);
}

function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return Object.is(one, other);
  return one.length === other.length && one.every((part, index) => isSame(part, other[index]));
}
