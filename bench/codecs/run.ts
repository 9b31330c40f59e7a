// `npm run bench:codecs`: how fast bodies are decoded and predictions are encoded. Each figure is a ratio,
// within one run, to a few lines of handwritten code that support neither quotes nor error checks nor
// Python's spaces. Prints a Markdown table.
import { cpus } from 'node:os';
import { decodeNumbers } from '../../listing/runtime/codecs/read-numbers.ts';
import { decode, encode } from '../../listing/runtime/codecs.ts';
import type { Codec } from '../../listing/runtime/declared.ts';
import { NumberTable } from '../../listing/runtime/number-table.ts';

interface Contender {
  readonly name: string;
  readonly bytes: number;
  readonly ours: () => unknown;
  readonly byHand: () => unknown;
}

const sizes = [
  ['100 B', 100],
  ['10 kB', 1e4],
  ['1 MB', 1e6],
  ['25 MB', 25e6],
] as const;
const rounds = Number(process.env['ROUNDS'] ?? 9);
const random = numbersFrom(20261121);

console.log(`\n${process.version}, ${cpus().length} cores, medians of ${rounds} rounds\n`);
console.log('| what | MB/s | by hand MB/s | time as a ratio |');
console.log('|---|---|---|---|');
// One contender at a time, so that its data does not take memory from the next one.
for (const contenders of [decoders, encoders, arrays])
  for (const contender of contenders()) {
    const { ours, byHand } = measure(contender);
    const speed = (milliseconds: number) => (contender.bytes / 1000 / milliseconds).toFixed(0);
    console.log(`| ${contender.name} | ${speed(ours)} | ${speed(byHand)} | ${(ours / byHand).toFixed(2)} |`);
  }

function* decoders(): Generator<Contender> {
  for (const [size, length] of sizes) {
    const csv = table(length).map((row) => row.join(','));
    yield decoding(`decode CSV of numbers, ${size}`, 'csv', csv.join('\n'), (text) =>
      text.split('\n').map((line) => line.split(',')),
    );
  }
  const quoted = repeat(1e6, () => `"said ""${random()}"", twice",${random()},"plain text"`);
  yield decoding('decode CSV with quotes, 1 MB', 'csv', quoted.join('\n'), (text) =>
    text.split('\n').map((line) => line.split(',')),
  );
  for (const [size, length] of sizes)
    yield decoding(
      `decode JSON of numbers, ${size}`,
      'json',
      JSON.stringify({ instances: table(length) }),
      JSON.parse,
    );
  const lines = people(1e6).map((one) => JSON.stringify(one));
  yield decoding('decode JSON Lines, 1 MB', 'jsonlines', lines.join('\n'), (text) =>
    text.split('\n').map((line) => JSON.parse(line)),
  );
  const doubles = Float64Array.from({ length: 1e6 }, random);
  const npy = encode([...doubles], 'npy', 'list');
  yield {
    name: 'decode NumPy, 1e6 doubles',
    bytes: npy.length,
    ours: () => decode(npy, 'npy'),
    byHand: () => Array.from(new Float64Array(npy.buffer, 128)),
  };
}

function* encoders(): Generator<Contender> {
  for (const [size, length] of sizes) {
    const rows = table(length);
    yield encoding(`encode CSV of numbers, ${size}`, 'csv', rows, () =>
      rows.map((row) => row.join(',')).join('\n'),
    );
    yield encoding(`encode JSON of numbers, ${size}`, 'json', rows, () => JSON.stringify(rows));
  }
  const some = people(1e6);
  yield encoding('encode JSON of objects, 1 MB', 'json', some, () => JSON.stringify(some));
  yield encoding('encode JSON Lines, 1 MB', 'jsonlines', some, () =>
    some.map((one) => JSON.stringify(one)).join('\n'),
  );
  yield encoding('encode CSV of objects, 1 MB', 'csv', some, () =>
    some.map((one) => Object.values(one).join(',')).join('\n'),
  );
  const vectors = repeat(1e6, () => Float32Array.from({ length: 20 }, random));
  yield encoding('encode JSON of typed arrays, 1 MB', 'json', vectors, () =>
    JSON.stringify(vectors.map((one) => Array.from(one))),
  );
  const doubles = Array.from({ length: 1e6 }, random);
  yield {
    name: 'encode NumPy, 1e6 doubles',
    bytes: 8e6,
    ours: () => encode(doubles, 'npy', 'list'),
    byHand: () => Buffer.from(Float64Array.from(doubles).buffer),
  };
}

/** Arrays for a model in Python, and back: all cells in one block, as NumPy stores them. */
function* arrays(): Generator<Contender> {
  const toArray = (name: string, codec: Codec, body: Uint8Array, byHand: () => unknown): Contender => ({
    name: `${name} to an array`,
    bytes: body.length,
    ours: () => decodeNumbers(body, codec, 'utf-8', false),
    byHand,
  });
  for (const [size, length] of sizes.slice(1, 3)) {
    const rows = table(length);
    const csv = Buffer.from(rows.map((row) => row.join(',')).join('\n'));
    const split = () =>
      csv
        .toString()
        .split('\n')
        .flatMap((line) => line.split(',').map(Number));
    yield toArray(`CSV, ${size}`, 'csv', csv, () => Float64Array.from(split()));
    const json = Buffer.from(JSON.stringify({ instances: rows }));
    const parsed = () => JSON.parse(json.toString()).instances.flat();
    yield toArray(`JSON, ${size}`, 'json', json, () => Float64Array.from(parsed()));
  }
  const cells = Float64Array.from({ length: 1e6 }, random);
  const predictions = NumberTable.ofDoubles(cells, [1e6 / 20, 20]);
  const npy = predictions.toNpy();
  yield toArray('NumPy, 1e6 doubles,', 'npy', npy, () => new Float64Array(npy.buffer, 128));
  const rowsByHand = () =>
    Array.from({ length: 5e4 }, (_, row) => [...cells.subarray(row * 20, row * 20 + 20)]);
  const fromArray = (codec: Codec, byHand: () => unknown): Contender => ({
    name: `an array to ${codec}, 1e6 doubles`,
    bytes: encode(predictions, codec, 'list').length,
    ours: () => encode(predictions, codec, 'list'),
    byHand,
  });
  yield fromArray('csv', () =>
    Buffer.from(
      rowsByHand()
        .map((row) => row.join(','))
        .join('\n'),
    ),
  );
  yield fromArray('json', () => Buffer.from(JSON.stringify(rowsByHand())));
  yield fromArray('npy', () => Buffer.concat([npy.subarray(0, 128), Buffer.from(cells.buffer)]));
}

function decoding(name: string, codec: Codec, text: string, byHand: (text: string) => unknown): Contender {
  const body = Buffer.from(text);
  return { name, bytes: body.length, ours: () => decode(body, codec), byHand: () => byHand(body.toString()) };
}

function encoding(
  name: string,
  codec: Codec,
  predictions: readonly unknown[],
  byHand: () => string,
): Contender {
  const { length } = encode(predictions, codec, 'list');
  return {
    name,
    bytes: length,
    ours: () => encode(predictions, codec, 'list'),
    byHand: () => Buffer.from(byHand()),
  };
}

/** The two alternate, so that a slow moment affects both. Small bodies are repeated many times per round. */
function measure({ bytes, ours, byHand }: Contender): { readonly ours: number; readonly byHand: number } {
  const times = Math.max(1, Math.round(2e6 / bytes));
  const rows = Array.from({ length: rounds }, () => [timeOf(ours, times), timeOf(byHand, times)] as const);
  return { ours: median(rows.map(([one]) => one)), byHand: median(rows.map(([, other]) => other)) };
}

function timeOf(work: () => unknown, times: number): number {
  const start = performance.now();
  for (let time = 0; time < times; time++) work();
  return (performance.now() - start) / times;
}

/** The median, not the minimum: the garbage collector runs only in some rounds. */
function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN;
}

/** Rows of twenty numbers with six digits. `length` is the size of all rows as JSON text. */
function table(length: number): number[][] {
  const row = () => Array.from({ length: 20 }, () => Math.round(random() * 1e6) / 1e4);
  return length < 150 ? [row().slice(0, 13)] : repeat(length, row);
}

function people(length: number) {
  return repeat(length, () => ({
    prediction: random() > 0.5 ? 'yes' : 'no',
    score: random(),
    text: 'well, hello',
  }));
}

function repeat<T>(length: number, make: () => T): T[] {
  const each = JSON.stringify(make()).length;
  return Array.from({ length: Math.ceil(length / each) }, make);
}

/** The same numbers in every run. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
