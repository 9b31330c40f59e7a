import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { trainingFolder } from '../support/training-folder.ts';
import { askListing, placeWithPackages, stopWhileTraining, train } from '../support/use-listing.ts';

// What a new algorithm with `framework: typescript` does before the seller has written any code.
const training = `training:
  channels: [{ name: sales, contentTypes: [text/csv] }, { name: validation, contentTypes: [text/csv], required: false }]
  hyperparameters:
    - { name: rounds, type: integer, min: 1, max: 1000000, default: 50 }
    - { name: learning_rate, type: continuous, min: 0.0001, max: 1, default: 0.1 }
    - { name: colour, type: free-text }
  metrics: [{ name: "train:error", regex: "train:error=([0-9.]+)", objective: minimize }]`;
const yaml = algorithm({ training });
const truth = (a: number, b: number) => 1000 + 3 * a - 0.5 * b;
const rows = Array.from({ length: 200 }, (_, row) => [(row * 7) % 20, (row * 13) % 100] as const);
const sales = rows.map(([a, b]) => `${truth(a, b)},${a},${b}`).join('\n');

test('it learns, and serves what it learnt', async () => {
  const listing = placeWithPackages(yaml);
  const base = trainingFolder({ channels: { sales } });
  const errors = train(listing, base);
  expect(errors).toHaveLength(50);
  expect(errors.at(-1)).toBeLessThan((errors[0] ?? 0) / 10);
  await askListing(
    listing,
    async (ask) => {
      const { answer } = await ask('3,50\n15,10\n', 'text/csv');
      const [first, second] = answer as number[];
      expect(first).toBeCloseTo(truth(3, 50), 0);
      expect(second).toBeCloseTo(truth(15, 10), 0);
      const wide = await ask('3,50\n15,10,7\n', 'text/csv');
      expect([wide.status, JSON.stringify(wide.answer)]).toEqual([
        400,
        expect.stringContaining('record 2 is not a row of 2 columns'),
      ]);
      const words = await ask('3,many\n', 'text/csv');
      expect([words.status, JSON.stringify(words.answer)]).toEqual([
        400,
        expect.stringContaining('record 1, column 2: \\"many\\" is not a number'),
      ]);
    },
    { SAGEMAKER_BASE_DIR: base },
  );
});

test('it uses the hyperparameters that the manifest has', () => {
  const listing = placeWithPackages(yaml);
  const slow = { learning_rate: '0.001', rounds: '3' };
  const errors = train(listing, trainingFolder({ channels: { sales }, hyperparameters: slow }));
  expect(errors).toHaveLength(3);
  const quick = { learning_rate: '0.5', rounds: '3' };
  const fewer = train(listing, trainingFolder({ channels: { sales }, hyperparameters: quick }));
  expect(fewer.at(-1)).toBeLessThan((errors.at(-1) ?? 0) / 10);
});

test('it refuses a hyperparameter that it would not use', () => {
  const base = trainingFolder({ channels: { sales }, hyperparameters: { colour: 'red' } });
  expect(() => train(placeWithPackages(yaml), base)).toThrow('ended with 1');
  expect(readFileSync(join(base, 'output/failure'), 'utf8')).toBe(
    'the training does not use: colour; read them in src/training.ts, or remove them from training.hyperparameters in marketplace.yaml\n',
  );
});

test('it saves what it has learnt when the job is stopped', async () => {
  const base = trainingFolder({ channels: { sales }, hyperparameters: { rounds: '100000' } });
  const { code, lines } = await stopWhileTraining(placeWithPackages(yaml), base);
  expect(code).toBe(0);
  expect(lines).toBeLessThan(100_000);
  expect(JSON.parse(readFileSync(join(base, 'model/linear-model.json'), 'utf8')).weights).toHaveLength(2);
});

test('data that it cannot learn from ends the job with file, row and column for the buyer', () => {
  const base = trainingFolder({ channels: { sales: 'price,a,b\n1,2,3\n' } });
  expect(() => train(placeWithPackages(yaml), base)).toThrow('ended with 1');
  expect(readFileSync(join(base, 'output/failure'), 'utf8')).toBe(
    'channel `sales`, rows.csv, row 1, column 1: "price" is not a number; the file must have no header row\n',
  );
});

test.each([
  ['an algorithm', algorithm()],
  ['a model package', modelPackage()],
])('without a trained model %s still answers the walk-through to the letter', async (_, manifest) => {
  const listing = placeWithPackages(manifest, { 'model/weights.json': '{}' });
  const { answer } = await askListing(listing, (ask) => ask('hello world', 'text/csv'), {
    SAGEMAKER_BASE_DIR: join(listing, 'nowhere'),
  });
  expect(JSON.stringify(answer)).toBe('{"prediction":"a","text":"hello world"}');
});
