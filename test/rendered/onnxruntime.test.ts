import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { printNpy } from '../../listing/runtime/codecs/write-npy.ts';
import { type OnnxModel, onnxFile } from '../../listing/runtime/onnx-file.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { withThisNode } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { trainingFolder } from '../support/training-folder.ts';
import {
  type Ask,
  askListing,
  placeWithPackages,
  predictIn,
  runInListing,
  stopWhileTraining,
  train,
} from '../support/use-listing.ts';

const framework = 'framework: onnxruntime';
const everyType = 'text/csv, application/json, application/jsonlines, application/x-npy';
const yaml = modelPackage({
  framework,
  contentTypes: `contentTypes: { input: [${everyType}], output: [${everyType}] }`,
});

/** y = 10 + x1 + 2·x2 + 4·x3 + 8·x4, in numbers that 32-bit floats hold exactly. */
const weighted: OnnxModel = {
  inputs: [{ name: 'x', type: 'float32', shape: ['records', 4] }],
  outputs: [{ name: 'y', type: 'float32', shape: ['records', 1] }],
  nodes: [{ operator: 'Gemm', inputs: ['x', 'w', 'b'], outputs: ['y'] }],
  weights: [
    { name: 'w', shape: [4, 1], values: [1, 2, 4, 8] },
    { name: 'b', shape: [1], values: [10] },
  ],
};

function placeModel(model: OnnxModel | Uint8Array): string {
  const bytes = model instanceof Uint8Array ? model : onnxFile(model);
  return placeWithPackages(yaml, { 'model/any name.onnx': bytes, 'model/README.md': 'beside it' });
}

test('reports nothing to the maker of its runtime, unless the seller says so', async () => {
  const listing = placeModel(weighted);
  // The library writes its reports in a thread of its own, some time after it was loaded.
  const reportsWithin = async (limitMs: number, environment: Record<string, string>) => {
    const home = temporaryFolder();
    const hasReports = () =>
      readdirSync(home, { recursive: true }).some((name) => String(name).includes('Microsoft'));
    const look = async (ask: Ask) => {
      await ask('1,1,1,1', 'text/csv');
      for (const end = performance.now() + limitMs; performance.now() < end && !hasReports(); )
        await pause(50);
    };
    await askListing(listing, look, { HOME: home, ...environment });
    return hasReports();
  };
  expect(await reportsWithin(60_000, { ORT_DISABLE_TELEMETRY: '0' })).toBe(true);
  expect(await reportsWithin(1000, {})).toBe(false);
});

describe('a model package', () => {
  const rows = [
    [1, 1, 1, 1],
    [0.5, 0, 0, 2],
  ];
  const bodies = {
    'text/csv': '1,1,1,1\n0.5,0,0,2\n',
    'application/json': JSON.stringify(rows),
    'application/jsonlines': '[1, 1, 1, 1]\n{"x": [0.5, 0, 0, 2]}\n',
    'application/x-npy': printNpy(rows),
  };
  const answers = {
    'text/csv': '25\n26.5',
    'application/json': [25, 26.5],
    'application/jsonlines': '25\n26.5',
    'application/x-npy': [25, 26.5],
  };

  test('answers every pair of declared types with the model’s own numbers, and tells the caller which cell does not fit', async () => {
    const listing = placeModel(weighted);
    await askListing(listing, async (ask) => {
      for (const [type, body] of Object.entries(bodies))
        for (const [accept, answer] of Object.entries(answers))
          expect(await ask(body, type, accept), `${type} → ${accept}`).toEqual({ status: 200, answer });
      expect(await ask('{"instances": []}', 'application/json')).toMatchObject({ status: 200 });
      const refused = async (body: string) => {
        const { status, answer } = await ask(body, 'text/csv');
        return `${status} ${JSON.stringify(answer)}`;
      };
      const word = await refused('1,2,3,4\n1,2,three,4\n');
      expect(word).toMatch(/^400 .*record 2, column 3: .*three.* is not a number/);
      expect(await refused('1,2,3\n')).toMatch(/^400 .*record 1 has 3 columns, and the model takes 4/);
    });
  });

  test.skipIf(!isEveryCase)(
    `passes its own tests as soon as the model and its packages are there${inCiAlone}`,
    () => {
      const listing = placeModel(weighted);
      const { status, stdout } = spawnSync('npm', ['test'], {
        cwd: listing,
        encoding: 'utf8',
        env: { PATH: withThisNode()['PATH'] },
      });
      expect(status, stdout).toBe(0);
    },
  );

  test('takes several inputs of several types by name, and answers with its outputs by name', async () => {
    const listing = placeModel({
      inputs: [
        { name: 'count', type: 'int64', shape: ['records', 1] },
        { name: 'isNew', type: 'bool', shape: ['records'] },
        { name: 'plan', type: 'string', shape: ['records', 1] },
        { name: 'exact', type: 'float64', shape: ['records', 2] },
      ],
      outputs: [
        { name: 'doubled', type: 'int64', shape: ['records', 1] },
        { name: 'isOld', type: 'bool', shape: ['records'] },
        { name: 'samePlan', type: 'string', shape: ['records', 1] },
        { name: 'sameExact', type: 'float64', shape: ['records', 2] },
      ],
      nodes: [
        { operator: 'Add', inputs: ['count', 'count'], outputs: ['doubled'] },
        { operator: 'Not', inputs: ['isNew'], outputs: ['isOld'] },
        { operator: 'Identity', inputs: ['plan'], outputs: ['samePlan'] },
        { operator: 'Identity', inputs: ['exact'], outputs: ['sameExact'] },
      ],
      weights: [],
    });
    const expected = [
      { doubled: 6, isOld: false, samePlan: 'gold', sameExact: [0.1, 0.2] },
      { doubled: 8, isOld: true, samePlan: 'iron', sameExact: [0.3, 0.4] },
    ];
    await askListing(listing, async (ask) => {
      const records = [
        { plan: 'gold', count: 3, isNew: true, exact: [0.1, 0.2] },
        { plan: 'iron', count: 4, isNew: false, exact: [0.3, 0.4] },
      ];
      expect((await ask(JSON.stringify(records), 'application/json')).answer).toEqual(expected);
      expect((await ask('3,true,gold,0.1,0.2\n4,false,iron,0.3,0.4\n', 'text/csv')).answer).toEqual(expected);
    });
  });

  test('runs a model that was exported for one record at a time once for each', () => {
    const one: OnnxModel = {
      ...weighted,
      inputs: [{ name: 'x', type: 'float32', shape: [1, 4] }],
      outputs: [{ name: 'y', type: 'float32', shape: [1, 1] }],
    };
    expect(predictIn(placeModel(one), 'model', rows)).toEqual([25, 26.5]);
  });

  test('leaves out an output that is no tensor', () => {
    const file = onnxFile({
      ...weighted,
      outputs: [...weighted.outputs, { name: 'list', type: 'float32', shape: [''] }],
      nodes: [...weighted.nodes, { operator: 'SequenceConstruct', inputs: ['y'], outputs: ['list'] }],
    });
    // Turns the type of `list` from a tensor with one axis into a sequence of tensors, which has the same
    // number of bytes.
    const text = Buffer.from(file).toString('hex').replace('0a08080112040a021200', '22080a060a0208013200');
    expect(predictIn(placeModel(Buffer.from(text, 'hex')), 'model', rows)).toEqual([25, 26.5]);
  });

  test.each([
    ['no model', [], 'must hold your model in one .onnx file, and holds: README.md'],
    [
      'two models',
      ['a.onnx', 'b.onnx'],
      'must hold your model in one .onnx file, and holds: README.md, a.onnx, b.onnx',
    ],
  ])('with %s it says so, and what is in the folder', (_, names, message) => {
    const models = Object.fromEntries(names.map((name) => [`model/${name}`, onnxFile(weighted)]));
    const listing = placeWithPackages(yaml, { ...models, 'model/README.md': '' });
    const load = `(await import('./src/inference.ts')).default.load({ modelDir: 'model' })`;
    expect(runInListing(listing, `await ${load};`).stderr).toContain(`Error: model ${message}\n`);
  });
});

describe('an algorithm', () => {
  const training = `training:
  channels: [{ name: train, contentTypes: [text/csv] }]
  hyperparameters:
    - { name: epochs, type: integer, min: 1, max: 1000000, default: 50 }
    - { name: learning_rate, type: continuous, min: 0.0001, max: 1, default: 0.1 }
    - { name: colour, type: free-text }
  metrics: [{ name: "train:error", regex: "train:error=([0-9.]+)", objective: minimize }]`;
  const listing = () => placeWithPackages(algorithm({ framework, training }));
  const truth = (a: number, b: number) => 1000 + 3 * a - 0.5 * b;
  const points = Array.from({ length: 200 }, (_, row) => [(row * 7) % 20, (row * 13) % 100] as const);
  const csv = (target: (a: number, b: number) => number) =>
    points.map(([a, b]) => `${target(a, b)},${a},${b}`).join('\n');
  const question = '[[3, 50], [15, 10]]';

  test('learns, and serves as ONNX what it learnt', async () => {
    const place = listing();
    const base = trainingFolder({ channels: { train: csv(truth) } });
    const errors = train(place, base);
    expect(errors).toHaveLength(50);
    expect(errors.at(-1)).toBeLessThan((errors[0] ?? 0) / 10);
    expect(readdirSync(join(base, 'model'))).toEqual(['model.onnx']);
    const { answer } = await askListing(place, (ask) => ask(question, 'application/json'), {
      SAGEMAKER_BASE_DIR: base,
    });
    const [first, second] = answer as number[];
    expect(first).toBeCloseTo(truth(3, 50), 0);
    expect(second).toBeCloseTo(truth(15, 10), 0);
  });

  test.skipIf(!isEveryCase)(`learns probabilities where the targets are 0 and 1${inCiAlone}`, () => {
    const place = listing();
    const base = trainingFolder({ channels: { train: csv((a, b) => Number(5 * a > b)) } });
    train(place, base);
    const [likely, unlikely] = predictIn(place, join(base, 'model'), [
      [19, 5],
      [1, 95],
    ]) as [number, number];
    expect([likely > 0.9, likely <= 1, unlikely < 0.1, unlikely >= 0]).toEqual([true, true, true, true]);
  });

  test('refuses a hyperparameter that it would not use', () => {
    const base = trainingFolder({ hyperparameters: { colour: 'red' }, channels: { train: csv(truth) } });
    expect(() => train(listing(), base)).toThrow('the training does not use: colour');
  });

  test('saves what it has learnt when the job is stopped', async () => {
    const place = listing();
    const base = trainingFolder({ hyperparameters: { epochs: '100000' }, channels: { train: csv(truth) } });
    const { code, lines } = await stopWhileTraining(place, base);
    expect(code).toBe(0);
    expect(lines).toBeLessThan(100_000);
    expect(readdirSync(join(base, 'model'))).toEqual(['model.onnx']);
  });
});

test('npm is told not to run what would download the parts for graphics cards', () => {
  const listing = placeModel(weighted);
  expect(readFileSync(join(listing, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
  const { stdout } = spawnSync('npm', ['config', 'get', 'ignore-scripts'], {
    cwd: listing,
    encoding: 'utf8',
  });
  expect(stdout).toBe('true\n');
});
