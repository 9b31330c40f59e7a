import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { start, writeListing } from './listing-in-test.ts';
import { channels, hyperparameters, resources, run, soundJob } from './train-in-test.ts';

describe('a job that fits the manifest', () => {
  test('gives the training code typed values, defaults and folders', async () => {
    const given = { depth: '3', learning_rate: '5e-1', loss: '"hinge"', note: '"a \\"b\\""' };
    const { code, seen, folder, failure } = await run(hyperparameters(given));
    expect([code, failure]).toEqual([0, undefined]);
    expect(seen?.hyperparameters).toEqual({
      learning_rate: 0.5,
      rounds: 50,
      loss: 'hinge',
      depth: 3,
      note: 'a "b"',
    });
    expect(Object.keys(seen?.channels ?? {})).toEqual(['train']);
    expect(seen?.channels.train).toMatchObject({
      name: 'train',
      dir: join(folder, 'ml/input/data/train'),
      contentType: 'text/csv',
      inputMode: 'File',
    });
    for (const place of [seen?.modelDir, seen?.checkpointDir, seen?.outputDir])
      expect(existsSync(place ?? '')).toBe(true);
  });

  test.each([
    [0.5, 'validation:auc=0.5'],
    [1e-7, 'validation:auc=0.0000001'],
    [1.5e21, 'validation:auc=1500000000000000000000'],
  ])('reports %d so that the metric regex reads the same number', async (value, line) => {
    const { lines } = await run({}, ({ report }) => report('validation:auc', value));
    expect(lines).toEqual([line]);
    expect(Number(/validation:auc=([0-9.]+)/.exec(lines[0] ?? '')?.[1])).toBe(value);
  });
});

test('a metric that its own regex does not match is reported once in the log', async () => {
  const { lines, logs } = await run({}, ({ report }) => {
    for (const value of [-1, -2]) report('validation:auc', value);
  });
  expect(lines).toEqual(['validation:auc=-1', 'validation:auc=-2']);
  const ofMetrics = logs.filter(({ event }) => event === 'metric-not-found');
  expect(ofMetrics).toMatchObject([{ line: 'validation:auc=-1' }]);
});

describe('a job that does not fit', () => {
  test('fails before the training code is read, and the failure file lists every fault', async () => {
    const { code, seen, failure } = await run({
      ...hyperparameters({ dept: '3', learning_rate: '2', rounds: '1.5', loss: 'log2', note: 'free' }),
      ...channels({ validation: {} }),
      ...resources([]),
    });
    expect([code, seen]).toEqual([1, undefined]);
    expect(failure).toBe(
      `${[
        'This training job has 8 errors:',
        'resourceconfig.json holds no JSON object',
        'hyperparameter `dept` is not known; known are: learning_rate, rounds, loss, depth, note',
        'hyperparameter `learning_rate` is "2"; the most is 1',
        'hyperparameter `rounds` is "1.5", which is not a whole number',
        'hyperparameter `loss` is "log2"; it can be: log, hinge',
        'hyperparameter `depth` is required and was not given',
        "channel `train` is required; the job's channels are: validation",
        'channel `validation` has no folder of data',
      ].join('\n- ')}\n`,
    );
  });

  test.each(['', 'abc', '0x10', '1e999', '0'])('a number that is %j is refused', async (text) => {
    const { failure } = await run(hyperparameters({ depth: '1', rounds: text }));
    expect(failure).toMatch(/^This training job has 1 error:\n- hyperparameter `rounds` is "/);
  });

  test.each([
    [{ TrainingInputMode: 'FastFile' }, 'channel `train` comes as FastFile; it can be: File, Pipe'],
    [{ TrainingInputMode: 'Tape' }, 'channel `train` comes as Tape; it can be: File, Pipe'],
    [{ ContentType: 'text/plain' }, 'channel `train` holds text/plain; it can be: text/csv'],
  ])('a channel that arrives as the manifest does not say is a fault: %j', async (given, fault) => {
    const { code, failure } = await run(channels({ train: given }));
    expect([code, failure]).toEqual([1, `This training job has 1 error:\n- ${fault}\n`]);
  });

  test('several instances are a fault of a product that trains on one', async () => {
    const two = resources({ current_host: 'algo-1', hosts: ['algo-1', 'algo-2'] });
    const { failure } = await run(two);
    expect(failure).toContain('- the job has 2 instances (algo-1, algo-2); this product can only use one\n');
  });
});

test('the seeded training code leaves its model, whether the data lies in files or comes as a stream', async () => {
  const rows = '0,-1\n2,0\n4,1\n6,2\n';
  // It refuses hyperparameters that it does not use, and the sample contract has some.
  const contract = readFileSync(new URL('../../listing/runtime/contract.ts', import.meta.url), 'utf8');
  const job: Readonly<Record<string, string>> = {
    ...soundJob,
    ...hyperparameters({}),
    'runtime/contract.ts': contract.replace(/^ *\{ name: '(loss|depth|note)'.*\n/gm, ''),
  };
  const inFiles = writeListing({ ...job, 'ml/input/data/train/a.csv': rows });
  const { 'ml/input/data/train/a.csv': _, ...pipe } = {
    ...job,
    ...channels({ train: { TrainingInputMode: 'Pipe' } }),
  };
  const asStream = writeListing({ ...pipe, 'ml/input/data/train_0': rows });
  for (const folder of [inFiles, asStream]) {
    const { exitCode, printed } = start(folder, 'runtime/training/trainer.ts');
    expect(await exitCode, printed()).toBe(0);
    expect(printed().match(/^validation:auc=1$/gm)).toHaveLength(50);
    const model = JSON.parse(readFileSync(join(folder, 'ml/model/linear-model.json'), 'utf8'));
    expect(model.weights[0]).toBeCloseTo(2, 1);
    expect(model.intercept).toBeCloseTo(2, 1);
  }
});
