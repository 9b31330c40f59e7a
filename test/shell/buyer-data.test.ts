import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { AnsweredSample, Rehearsal } from '../../src/model/rehearsal.ts';
import { recordBuyerData } from '../../src/shell/buyer/record-buyer-data.ts';
import { resolveText } from '../support/build-listing.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { generatedFolder, run, text } from '../support/listing-folder.ts';
import { runCommand } from '../support/run-command.ts';
import { isSettled, settle } from '../support/settled-listing.ts';

const role = 'arn:aws:iam::123456789012:role/V';
const transform = 'transform: { input: s3://data/in/, output: s3://data/out/, contentType: text/csv }';
const product = modelPackage({ validation: `validation: { role: "${role}", ${transform} }` });
const trained = algorithm({
  training: `training:
  channels: [{ name: train, contentTypes: [text/csv] }, { name: test, contentTypes: [text/csv], required: false }]
  hyperparameters: [{ name: rounds, type: integer, min: 1, max: 9, default: 3 }]`,
  validation: `validation: { role: "${role}", ${transform}, training: { channels: { train: s3://data/train/ }, output: s3://data/out/ } }`,
});

const record = 'sagemaker-mkt rehearse --record';

function answered(name: string, said: string, more: Partial<AnsweredSample> = {}): AnsweredSample {
  const body = new TextEncoder().encode(said);
  return { name, codec: 'json', body, fault: undefined, isSteady: true, ...more };
}

const answers = [answered('text-csv.json', '[0.5]'), answered('application-json.json', '[0.25]')];
const transformed = answered('text-csv.csv.out', '[0.5]');

/** What a rehearsal that has got these answers says. */
function recorded(
  folder: string,
  yaml: string,
  rehearsal: Partial<Pick<Rehearsal, 'answers' | 'transformed'>> = {},
): readonly string[] {
  const said: string[] = [];
  const all = { answers, transformed, ...rehearsal } as Rehearsal;
  recordBuyerData(folder, resolveText(yaml), all, (line) => said.push(line));
  return said;
}

function put(folder: string, path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

async function check(folder: string) {
  const { code, err } = await runCommand(['check'], folder);
  return {
    code,
    found: [...err.matchAll(/^(\S+):1:1: (\w+): (.*) \[/gm)].map(([, ...words]) => words.join(' ')),
    err,
  };
}

test('check warns where nothing was recorded, and says how to', async () => {
  const folder = generatedFolder(product);
  const { code, found, err } = await check(folder);
  expect([code, found]).toEqual([
    0,
    [
      'buyer/data/output warning buyers find no answers to the samples here, and their notebook has nothing to compare with',
    ],
  ]);
  expect(err).toContain(record);
});

test('a listing without a validation has no repository for buyers, and check says nothing', async () => {
  const folder = generatedFolder(modelPackage());
  expect(await check(folder)).toMatchObject({ code: 0, found: [] });
  expect(recorded(folder, modelPackage())).toEqual([]);
});

test('a seller who has taken the folder over is left alone', async () => {
  const kept = `${product}regenerate: { keep: [buyer] }\n`;
  const folder = generatedFolder(kept, { 'buyer/README.md': 'mine\n' });
  expect(recorded(folder, kept)).toEqual([]);
  expect(await check(folder)).toMatchObject({ code: 0, found: [] });
});

test('a part of the folder that was taken over is left alone, and the rest is recorded', () => {
  const kept = `${product}regenerate: { keep: [buyer/data/output/batch] }\n`;
  const folder = generatedFolder(kept);
  expect(recorded(folder, kept)).toEqual([
    'recorded: buyer/data/output/real-time/text-csv.json',
    'recorded: buyer/data/output/real-time/application-json.json',
  ]);
});

test('without a generated folder nothing is recorded into it', () => {
  const folder = generatedFolder(product);
  rmSync(join(folder, 'buyer'), { recursive: true });
  expect(recorded(folder, product)).toEqual(['nothing is recorded for buyers: buyer/ was not generated yet']);
});

test('check tells a sample that is too large to be copied', async () => {
  const folder = generatedFolder(product, { 'samples/text-csv.csv': '1,2\n'.repeat(4_000_001) });
  expect(run(folder).problems).toEqual([]);
  recorded(folder, product);
  expect((await check(folder)).found).toEqual([
    expect.stringMatching(/^samples\/text-csv.csv warning this sample has more than 16 MB/),
  ]);
});

test('the answers are written with what changes, and check is content until their sources change', async () => {
  const folder = generatedFolder(product, { 'model/weights.json': '[1]' });
  const place = 'buyer/data/output';
  const [csv, json, batch] = [
    `${place}/real-time/text-csv.json`,
    `${place}/real-time/application-json.json`,
    `${place}/batch/text-csv.csv.out`,
  ];
  expect(recorded(folder, product)).toEqual([`recorded: ${csv}`, `recorded: ${json}`, `recorded: ${batch}`]);
  expect(text(folder, csv)).toBe('[0.5]');
  expect(await check(folder)).toMatchObject({ code: 0, found: [] });
  expect(recorded(folder, product)).toEqual([
    `as it was: ${csv}`,
    `as it was: ${json}`,
    `as it was: ${batch}`,
  ]);
  put(folder, 'model/weights.json', '[2]');
  expect(await check(folder)).toMatchObject({
    code: 3,
    found: [
      `${place} conflict the answers that buyers see are older than model, which has changed since they were recorded`,
    ],
  });
  const next = recorded(folder, product, { answers: [answered('text-csv.json', '[0.75]')] });
  expect(next).toEqual([
    `recorded anew: ${csv}\n    [0]: expected 0.5, and got 0.75`,
    `as it was: ${batch}`,
    `no longer recorded: ${json}: it is of an earlier run; remove it`,
  ]);
  expect(await check(folder)).toMatchObject({ code: 0, found: [] });
});

test('check tells an edited sample, and a recorded file that was edited or removed', async () => {
  const folder = generatedFolder(product, { 'model/weights.json': '[1]' });
  recorded(folder, product);
  put(folder, 'samples/text-csv.csv', '9,9\n');
  put(folder, 'buyer/data/output/real-time/text-csv.json', '[9]');
  rmSync(join(folder, 'buyer/data/output/batch/text-csv.csv.out'));
  const { code, found } = await check(folder);
  expect(code).toBe(3);
  expect(found.sort()).toEqual([
    'buyer/data/input/batch/text-csv.csv conflict this file differs from what the manifest generates now',
    'buyer/data/input/real-time/text-csv.csv conflict this file differs from what the manifest generates now',
    'buyer/data/output conflict the answers that buyers see are older than samples/text-csv.csv, which has changed since they were recorded',
    'buyer/data/output/batch/text-csv.csv.out conflict this file was recorded for buyers, and it is missing',
    'buyer/data/output/real-time/text-csv.json conflict this file was recorded for buyers, and was changed since',
  ]);
});

test('what cannot be expected is not recorded', () => {
  const folder = generatedFolder(product);
  const said = recorded(folder, product, {
    answers: [
      answered('text-csv.json', '', { fault: 'it answered 500' }),
      answered('application-json.json', '1', { isSteady: false }),
    ],
    transformed: undefined,
  });
  expect(said).toEqual([
    'not recorded: buyer/data/output/real-time/text-csv.json: it answered 500',
    'not recorded: buyer/data/output/real-time/application-json.json: the same call gets another answer each time; set a seed, or leave it out',
  ]);
});

test('a record that was damaged, or that leads out of the listing, counts as none', async () => {
  const folder = generatedFolder(product);
  recorded(folder, product);
  const sound = text(folder, '.sagemaker-mkt/buyer.json');
  for (const damaged of [
    '{',
    '[]',
    sound.replace('"format": 1', '"format": 2'),
    sound.replace('"buyer/', '"../buyer/'),
  ]) {
    put(folder, '.sagemaker-mkt/buyer.json', damaged);
    expect((await check(folder)).found).toEqual([expect.stringContaining('buyers find no answers')]);
  }
});

test('of an algorithm, the data that it was trained with goes beside the notebook, and a seller’s own file stays', async () => {
  const folder = generatedFolder(trained, {
    'local/input/data/train/rows.csv': '1,2\n',
    'local/input/data/test/a/rows.csv': '3,4\n',
    'local/input/config/hyperparameters.json': '{ "rounds": 9 }',
    'buyer/data/train/train/mine.csv': 'mine\n',
  });
  const said = recorded(folder, trained);
  expect(said.slice(-3)).toEqual([
    'the notebook trains with other values than local/input/config/hyperparameters.json: put rounds into validation.training.hyperparameters, generate, and record again',
    'copied: 1 file of local/input/data/train to buyer/data/train/train',
    'copied: 1 file of local/input/data/test to buyer/data/test/test',
  ]);
  expect(text(folder, 'buyer/data/test/test/a/rows.csv')).toBe('3,4\n');
  expect(text(folder, 'buyer/data/inference/output/real-time/text-csv.json')).toBe('[0.5]');
  expect(await check(folder)).toMatchObject({ code: 0, found: [] });
  put(folder, 'local/input/data/train/rows.csv', '5,6\n');
  expect((await check(folder)).found).toEqual([expect.stringContaining('older than local/input/data')]);
  put(folder, 'buyer/data/train/train/rows.csv', 'edited\n');
  expect(recorded(folder, trained)).toContain(
    'not copied: buyer/data/train/train/rows.csv is yours and differs from what was trained with; remove it, and record again',
  );
  expect(text(folder, 'buyer/data/train/train/rows.csv')).toBe('edited\n');
  // In another checkout there is no local data: what was recorded is all that can be looked at.
  rmSync(join(folder, 'local'), { recursive: true });
  rmSync(join(folder, 'buyer/data/train'), { recursive: true });
  expect((await check(folder)).found).toEqual([]);
});

test.each<[string, (folder: string) => void]>([
  ['a sample', (folder) => put(folder, 'samples/text-csv.csv', '9\n')],
  ['the model', (folder) => put(folder, 'model/part/weights.json', '[2]')],
  ['a file beside the model', (folder) => put(folder, 'model/part/more.json', '[2]')],
  ['an answer', (folder) => put(folder, 'buyer/data/output/real-time/text-csv.json', '[9]')],
  ['the record', (folder) => rmSync(join(folder, '.sagemaker-mkt/buyer.json'))],
  ['the whole folder', (folder) => rmSync(join(folder, 'buyer'), { recursive: true })],
])('a listing that looks settled is looked at again where %s has changed', (_title, act) => {
  const folder = generatedFolder(product, { 'model/part/weights.json': '[1]' });
  settle(folder);
  expect(isSettled(folder), 'nothing was recorded').toBe(false);
  recorded(folder, product);
  settle(folder);
  expect(isSettled(folder)).toBe(true);
  act(folder);
  expect(isSettled(folder)).toBe(false);
});
