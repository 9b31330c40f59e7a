import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inParallel } from '../../src/rehearse/in-parallel.ts';
import { pythonOf, titled } from '../support/python.ts';
import { sharedByTests } from '../support/when-over.ts';
import {
  answerOfEntry,
  answersOfToolkit,
  type Body,
  type Call,
  inWords,
  type OurAnswer,
  serveOurs,
} from './run-inference-calls.ts';
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
interface Contract extends Call, Answers {
  readonly name: string;
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
const withoutToolkit = pythonOf('listing');

/** The toolkit makes one axis of one row, and what stands in for it does not. */
const alwaysRows = new Map([
  ["the toolkit's own decoder and encoder", '200 text/csv 2,3\n'],
  ['the default handler, called by the script', '200 application/json [[1, 2]]'],
]);

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
    ...contract.filter(({ ours }) => ours !== undefined).map(({ name }) => name),
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
        ...differing(one.toolkit, firstInWords(await ask({ ...type, accept: json }, one.body))),
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
      return { ...one, ...differing(one.toolkit, arrays.get(answer) ?? firstInWords(answer)) };
    });
    expect(found).toEqual(encoding);
  });
});

describe.skipIf(python.missing)(
  titled('a script of `inference.entry` answers as the table says', python),
  () => {
    test('the functions of a script', async () => {
      const found = await inParallel(contract, 4, async (one) => ({
        ...one,
        ...differing(one.toolkit, await answerOfEntry(programs, one)),
      }));
      expect(found).toEqual(contract);
    });

    test('what it imports of the toolkit, where the toolkit is not installed', async () => {
      const importing = contract.filter(({ files }) =>
        /sagemaker_inference/.test(Object.values(files).join()),
      );
      const found = await inParallel(importing, 4, async (one) => [
        one.name,
        (await answerOfEntry(withoutToolkit.programs ?? '', one)).replace(
          '/opt/program/code',
          '/opt/ml/model/code',
        ),
      ]);
      expect(found.length).toBeGreaterThan(5);
      const expected = importing.map(({ name, toolkit, ours }) => [
        name,
        alwaysRows.get(name) ?? ours ?? toolkit,
      ]);
      expect(found).toEqual(expected);
    });
  },
);

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
function firstInWords(answer: OurAnswer): string {
  const [first] = /"ndarray (?:[^"\\]|\\.)*"/.exec(answer.body.toString()) ?? [];
  return inWords(first === undefined ? answer : { ...answer, body: Buffer.from(first) });
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
