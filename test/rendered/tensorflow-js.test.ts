import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { printNpy } from '../../listing/runtime/codecs/write-npy.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { withoutVitest, withThisNode } from '../support/running-server.ts';
import { trainingFolder } from '../support/training-folder.ts';
import {
  askListing,
  type Files,
  placeWithPackages,
  predictIn,
  runInListing,
  stopWhileTraining,
  train,
} from '../support/use-listing.ts';

const framework = 'framework: tensorflow-js';
const everyType = 'text/csv, application/json, application/jsonlines, application/x-npy';
const yaml = modelPackage({
  framework,
  contentTypes: `contentTypes: { input: [${everyType}], output: [${everyType}] }`,
});

const rows = [
  [1, 1, 1, 1],
  [0.5, 0, 0, 2],
];
const csv = '1,1,1,1\n0.5,0,0,2\n';

/**
 * y = 10 + x1 + 2·x2 + 4·x3 + 8·x4 as a layers model. Its weights are in two files, as converters split them.
 */
function layersModel(more: object = { format: 'layers-model' }): Files {
  const layer = {
    class_name: 'Dense',
    config: { name: 'dense', units: 1, batch_input_shape: [null, 4], dtype: 'float32' },
  };
  const weights = [
    { name: 'dense/kernel', shape: [4, 1], dtype: 'float32' },
    { name: 'dense/bias', shape: [1], dtype: 'float32' },
  ];
  const model = {
    ...more,
    modelTopology: { class_name: 'Sequential', config: { name: 'sequential', layers: [layer] } },
    weightsManifest: [{ paths: ['group1-shard1of2.bin', 'group1-shard2of2.bin'], weights }],
  };
  const bytes = new Uint8Array(Float32Array.of(1, 2, 4, 8, 10).buffer);
  return {
    'model/model.json': JSON.stringify(model),
    'model/group1-shard1of2.bin': bytes.subarray(0, 6),
    'model/group1-shard2of2.bin': bytes.subarray(6),
  };
}

/** A graph model with two inputs of different types; it returns their sum and their difference. */
function graphModel(): Files {
  const type = (name: string) => ({ type: name });
  const size = (length: number) => ({ size: String(length) });
  const shape = { dim: [size(-1), size(1)] };
  const placeholder = (name: string, dtype: string) => ({
    name,
    op: 'Placeholder',
    attr: { dtype: type(dtype), shape: { shape } },
  });
  const float = { T: type('DT_FLOAT') };
  const node = [
    placeholder('price', 'DT_FLOAT'),
    placeholder('count', 'DT_INT32'),
    {
      name: 'floats',
      op: 'Cast',
      input: ['count'],
      attr: { SrcT: type('DT_INT32'), DstT: type('DT_FLOAT') },
    },
    { name: 'more', op: 'AddV2', input: ['price', 'floats'], attr: float },
    { name: 'less', op: 'Sub', input: ['price', 'floats'], attr: float },
  ];
  const tensor = (name: string, dtype: string) => [name, { name: `${name}:0`, dtype, tensorShape: shape }];
  const signature = {
    inputs: Object.fromEntries([tensor('price', 'DT_FLOAT'), tensor('count', 'DT_INT32')]),
    outputs: Object.fromEntries([tensor('more', 'DT_FLOAT'), tensor('less', 'DT_FLOAT')]),
  };
  const modelTopology = { node, versions: { producer: 1 } };
  const model = { format: 'graph-model', modelTopology, signature, weightsManifest: [] };
  return { 'model/model.json': JSON.stringify(model) };
}

describe('a model package', () => {
  const bodies = {
    'text/csv': csv,
    'application/json': JSON.stringify(rows),
    'application/jsonlines': '[1, 1, 1, 1]\n{"dense_input": [0.5, 0, 0, 2]}\n',
    'application/x-npy': printNpy(rows),
  };
  const answers = {
    'text/csv': '25\n26.5',
    'application/json': [25, 26.5],
    'application/jsonlines': '25\n26.5',
    'application/x-npy': [25, 26.5],
  };

  test('answers every pair of declared types with the model’s own numbers', async () => {
    const listing = placeWithPackages(yaml, layersModel());
    await askListing(listing, async (ask) => {
      for (const [type, body] of Object.entries(bodies))
        for (const [accept, answer] of Object.entries(answers))
          expect(await ask(body, type, accept), `${type} → ${accept}`).toEqual({ status: 200, answer });
      const { status, answer } = await ask('1,2,3,4\n1,2,three,4\n', 'text/csv');
      expect([status, JSON.stringify(answer)]).toEqual([
        400,
        expect.stringContaining('record 2, column 3: \\"three\\" is not a number'),
      ]);
    });
  });

  test('passes its own tests as soon as the model and its packages are there', () => {
    const { status, stdout } = spawnSync('npm', ['test'], {
      cwd: placeWithPackages(yaml, layersModel()),
      encoding: 'utf8',
      env: { PATH: withThisNode()['PATH'] },
    });
    expect(status, stdout).toBe(0);
  });

  test('reads a file that does not say that it is a layers model', () => {
    expect(predictIn(placeWithPackages(yaml, layersModel({})), 'model', rows)).toEqual([25, 26.5]);
  });

  test('takes a graph model with several inputs and outputs, by name and from rows', async () => {
    const listing = placeWithPackages(yaml, graphModel());
    const expected = [
      { more: 3.5, less: -2.5 },
      { more: 10, less: -2 },
    ];
    await askListing(listing, async (ask) => {
      const records = '[{"count": 3, "price": 0.5}, {"price": 4, "count": 6}]';
      expect((await ask(records, 'application/json')).answer).toEqual(expected);
      expect((await ask('0.5,3\n4,6\n', 'text/csv')).answer).toEqual(expected);
      const { status, answer } = await ask('[{"count": 1.5, "price": 2}]', 'application/json');
      expect([status, JSON.stringify(answer)]).toEqual([400, expect.stringContaining('1.5 is not a whole')]);
    });
  });

  test('keeps no memory of the calls that it has answered or refused', () => {
    const listing = placeWithPackages(yaml, layersModel());
    const program = `
      import * as tf from '@tensorflow/tfjs-core';
      import inference from './src/inference.ts';
      const model = await inference.load({ modelDir: 'model' });
      for (let call = 0; call < 5; call += 1) {
        await model.predict(${JSON.stringify(rows)}, {});
        await model.predict([['x']], {}).catch(() => {});
        console.log(tf.getBackend(), tf.memory().numTensors);
      }`;
    const { stdout, stderr } = runInListing(listing, program);
    // The two tensors are the model's weights.
    expect(stdout, stderr).toBe('wasm 2\n'.repeat(5));
  });

  test('without a model it says so, and what is in the folder', () => {
    const listing = placeWithPackages(yaml, { 'model/README.md': '' });
    const load = `(await import('./src/inference.ts')).default.load({ modelDir: 'model' })`;
    expect(runInListing(listing, `await ${load};`).stderr).toContain(
      'Error: model must hold your model in a model.json, and holds: README.md\n',
    );
  });
});

describe('an algorithm', () => {
  const training = `training:
  channels: [{ name: train, contentTypes: [text/csv] }, { name: validation, contentTypes: [text/csv], required: false }]
  hyperparameters:
    - { name: epochs, type: integer, min: 1, max: 100000, default: 40 }
    - { name: learning_rate, type: continuous, min: 0.0001, max: 1, default: 0.02 }
    - { name: batch_size, type: integer, min: 1, max: 1024, default: 16 }
    - { name: colour, type: free-text }
  metrics: [{ name: "validation:error", regex: "validation:error=([0-9.]+)", objective: minimize }]`;
  const listing = () => placeWithPackages(algorithm({ framework, training }));
  const truth = (a: number, b: number) => 1000 + 3 * a - 0.5 * b;
  const points = Array.from({ length: 300 }, (_, row) => [(row * 7) % 20, (row * 13) % 100] as const);
  const rowsOf = (target: (a: number, b: number) => number) =>
    points.map(([a, b]) => `${target(a, b)},${a},${b}`).join('\n');

  test('learns, and serves what it learnt with the scale of its columns', async () => {
    const place = listing();
    const base = trainingFolder({ channels: { train: rowsOf(truth) } });
    const errors = train(place, base);
    expect(errors).toHaveLength(40);
    expect(errors.at(-1)).toBeLessThan((errors[0] ?? 0) / 5);
    expect(readdirSync(join(base, 'model')).sort()).toEqual(['model.json', 'weights.bin']);
    const ask = '[[3, 50], [15, 10]]';
    const { answer } = await askListing(place, (invoke) => invoke(ask, 'application/json'), {
      SAGEMAKER_BASE_DIR: base,
    });
    const [first, second] = answer as [number, number];
    // The targets are between 950 and 1057.
    expect(Math.abs(first - truth(3, 50))).toBeLessThan(5);
    expect(Math.abs(second - truth(15, 10))).toBeLessThan(5);
  });

  test('gives the same model for the same data, and reports on the validation channel', () => {
    const place = listing();
    const job = {
      channels: { train: rowsOf(truth), validation: '1000,0,0\n' },
      hyperparameters: { epochs: '3' },
    };
    const first = train(place, trainingFolder(job));
    expect(first).toHaveLength(3);
    expect(train(place, trainingFolder(job))).toEqual(first);
    const other = { ...job, channels: { ...job.channels, validation: '2000,0,0\n' } };
    expect(train(place, trainingFolder(other))).not.toEqual(first);
  });

  test.skipIf(!isEveryCase)(`learns probabilities where the targets are 0 and 1${inCiAlone}`, () => {
    const place = listing();
    const base = trainingFolder({
      channels: { train: rowsOf((a, b) => Number(5 * a > b)) },
      hyperparameters: { epochs: '5', learning_rate: '0.1' },
    });
    train(place, base);
    const [likely, unlikely] = predictIn(place, join(base, 'model'), [
      [19, 5],
      [1, 95],
    ]) as [number, number];
    expect([likely > 0.9, likely <= 1, unlikely < 0.1, unlikely >= 0]).toEqual([true, true, true, true]);
  });

  test.skipIf(!isEveryCase)(
    `says in its own tests, and only once, that it has to be trained first${inCiAlone}`,
    () => {
      const { status, stdout } = spawnSync('npm', ['test'], {
        cwd: listing(),
        env: withoutVitest(),
        encoding: 'utf8',
      });
      expect(status).toBe(1);
      expect(stdout.match(/An algorithm must be trained first: npm run train/g)).toHaveLength(1);
      expect(stdout).not.toContain('is answered as');
    },
  );

  test('refuses a hyperparameter that it would not use', () => {
    const base = trainingFolder({ hyperparameters: { colour: 'red' }, channels: { train: rowsOf(truth) } });
    expect(() => train(listing(), base)).toThrow('the training does not use: colour');
  });

  test('saves what it has learnt when the job is stopped', async () => {
    const place = listing();
    const base = trainingFolder({ hyperparameters: { epochs: '1000' }, channels: { train: rowsOf(truth) } });
    const { code, lines } = await stopWhileTraining(place, base);
    expect(code).toBe(0);
    expect(lines).toBeLessThan(1000);
    expect(readdirSync(join(base, 'model')).sort()).toEqual(['model.json', 'weights.bin']);
  });
});
