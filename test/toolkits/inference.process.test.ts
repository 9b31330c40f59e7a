import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { titled } from '../support/python.ts';
import { sharedByTests } from '../support/when-over.ts';
import { answersOfToolkit, type Body, type Call, type OurAnswer, serveOurs } from './run-inference-calls.ts';
import { python } from './toolkits-python.ts';

/** An answer is its status, its type and its body. */
interface Answers {
  readonly toolkit: string;
  /** Only where our handlers answer something else. */
  readonly ours?: string;
}

/** A body, and what `predict` gets. */
interface Decoding extends Answers {
  readonly name: string;
  readonly type: string | null;
  readonly body: Body;
}

/** What `predict` returns, and the answer. */
interface Encoding extends Answers {
  readonly prediction: string;
  readonly accept: string | null;
  /** How many records it is for. Ours has no answer to what is not for each record. */
  readonly records?: number;
}

/** A script as sellers have it, and its answer to a call. */
interface Contract extends Call {
  readonly name: string;
  readonly toolkit: string;
}

interface Table {
  /** The script for `decoding` says what it gets; that for `encoding` returns what the body says. */
  readonly scripts: Readonly<Record<'sees' | 'says', { readonly toolkit: string; readonly ours: string }>>;
  readonly decoding: readonly Decoding[];
  readonly encoding: readonly Encoding[];
  readonly contract: readonly Contract[];
  /** The words are printed in docs/reference/toolkits.md. */
  readonly differences: readonly { readonly cases: readonly string[] }[];
}

const table: Table = JSON.parse(readFileSync(join(import.meta.dirname, 'inference.json'), 'utf8'));
const { scripts, decoding, encoding, contract, differences } = table;
const json = 'application/json';
const programs = python.programs ?? '';

const callToDecode = ({ type, body }: Pick<Decoding, 'type' | 'body'>): Call => ({
  files: { 'inference.py': scripts.sees.toolkit },
  headers: { Accept: json, ...(type !== null && { 'Content-Type': type }) },
  body,
});

const callToEncode = ({ prediction, accept }: Encoding): Call => ({
  files: { 'inference.py': scripts.says.toolkit },
  headers: { 'Content-Type': json, ...(accept !== null && { Accept: accept }) },
  body: prediction,
});

test('the table names each case once, and each difference has words', () => {
  const names = [
    ...decoding.map(nameOfDecoding),
    ...encoding.map(nameOfEncoding),
    ...contract.map((one) => one.name),
  ];
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  const different = [
    ...decoding.filter(({ ours }) => ours !== undefined).map(nameOfDecoding),
    ...encoding.filter(({ ours }) => ours !== undefined).map(nameOfEncoding),
  ];
  expect(differences.flatMap(({ cases }) => cases).sort()).toEqual(different.sort());
});

describe.skipIf(python.missing)(
  titled('SageMaker’s inference toolkit answers as the table says', python),
  () => {
    const answers = sharedByTests(() =>
      answersOfToolkit(programs, [...decoding.map(callToDecode), ...encoding.map(callToEncode), ...contract]),
    );

    test.each([
      ['what predict gets', 0, decoding],
      ['what becomes of what predict returns', decoding.length, encoding],
      ['the functions of a script', decoding.length + encoding.length, contract],
    ] as const)('%s', (_title, first, cases) => {
      const found = cases.map((one, index) => ({ ...one, toolkit: answers()[first + index] }));
      expect(found).toEqual(cases);
    });
  },
);

describe.skipIf(python.missing)(titled('our Python handlers answer as the table says', python), () => {
  test('what predict gets', async () => {
    const ask = await serveOurs(programs, scripts.sees.ours);
    const found = [];
    for (const one of decoding) {
      const type = one.type === null ? {} : { 'content-type': one.type };
      found.push({
        ...one,
        ...differing(one.toolkit, inWords(await ask({ ...type, accept: json }, one.body))),
      });
    }
    expect(found).toEqual(decoding);
  });

  test('what becomes of what predict returns', async () => {
    const ask = await serveOurs(programs, scripts.says.ours);
    const answers: OurAnswer[] = [];
    for (const one of encoding) {
      const accept = one.accept === null ? {} : { accept: one.accept };
      const body = JSON.stringify(Array(one.records ?? 1).fill(one.prediction));
      answers.push(await ask({ 'content-type': json, ...accept }, body));
    }
    const arrays = readArrays(answers);
    const found = encoding.map((one, index) => {
      const answer = answers[index];
      if (one.records === undefined || !answer) return one;
      return { ...one, ...differing(one.toolkit, arrays.get(answer) ?? inWords(answer)) };
    });
    expect(found).toEqual(encoding);
  });
});

function nameOfDecoding({ name, type }: Decoding): string {
  return `${type ?? 'no type'}: ${name}`;
}

function nameOfEncoding({ prediction, accept }: Encoding): string {
  return `${prediction} as ${accept ?? 'nothing'}`;
}

function differing(toolkit: string, ours: string): { readonly ours?: string } {
  return toolkit === ours ? {} : { ours };
}

/** A model of ours answers for each record; the first answer is as good as the others. */
function inWords({ status, type, body }: OurAnswer): string {
  const text = body.toString().replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '…');
  const [first] = /"ndarray (?:[^"\\]|\\.)*"/.exec(text) ?? [];
  return `${status} ${type} ${first ?? text}`;
}

/** NumPy files, as the toolkit reads them. */
function readArrays(answers: readonly OurAnswer[]): ReadonlyMap<OurAnswer, string> {
  const files = answers.filter(({ body }) => body.subarray(1, 6).toString() === 'NUMPY');
  const calls = files.map(({ type, body }) =>
    callToDecode({ type, body: { base64: body.toString('base64') } }),
  );
  const read = answersOfToolkit(programs, calls).map((answer) => JSON.parse(answer.replace(/^200 \S+ /, '')));
  return new Map(files.map((one, index) => [one, `${one.status} ${one.type} ${read[index]}`]));
}
