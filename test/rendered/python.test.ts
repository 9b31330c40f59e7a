import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printNpy } from '../../templates/runtime/codecs/write-npy.ts';
import { placeListing } from '../support/build-listing.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { installPackages } from '../support/install-packages.ts';
import { pythonWith, titled } from '../support/python.ts';
import { examplesFolder } from '../support/render-example.ts';
import { withThisNode } from '../support/running-server.ts';
import { fillTrainingFolder, trainingFolder } from '../support/training-folder.ts';
import { askListing, placeExample, placeWithPackages, train } from '../support/use-listing.ts';

const everyType = 'text/csv, application/json, application/jsonlines, application/x-npy';
const contentTypes = `contentTypes: { input: [${everyType}], output: [${everyType}] }`;
const training = `training:
  channels: [{ name: train, contentTypes: [text/csv], inputModes: [File, Pipe] }]
  hyperparameters:
    - { name: learning_rate, type: continuous, min: 0.0001, max: 1, default: 0.1 }
    - { name: rounds, type: integer, min: 1, max: 10000000, default: 60 }
    - { name: n_estimators, type: integer, min: 1, max: 10000000 }
  metrics: [{ name: "train:rmse", regex: "train:rmse=([0-9.]+)" }, { name: "validation:auc", regex: "validation:auc=([0-9.]+)" }]`;

const frameworks = [
  { name: 'scikit-learn', modules: ['sklearn', 'joblib'], model: 'model.joblib' },
  { name: 'lightgbm', modules: ['lightgbm'], model: 'model.txt' },
  { name: 'xgboost', modules: ['xgboost'], model: 'model.json' },
  { name: 'pytorch', modules: ['torch'], model: 'model.pt' },
  { name: 'tensorflow', modules: ['tensorflow', 'keras'], model: 'model.keras' },
].map((framework) => ({ ...framework, python: pythonWith([...framework.modules, 'numpy']) }));

/** By then its packages are loaded, and it hears when it is to stop. */
const tellsWhenItBegins = `
learn = train
def train(job):
    print("begins", flush=True)
    learn(job)
`;

/** Two classes that a line tells apart: 1 where the first number is larger than the second. */
const rows = Array.from({ length: 400 }, (_, index) => {
  const [one, other] = [Math.sin(index * 1.7), Math.cos(index * 2.3)];
  return `${one > other ? 1 : 0},${one.toFixed(6)},${other.toFixed(6)}`;
}).join('\n');

describe.each(frameworks)('$name', ({ name, model, python }) => {
  const framework = `framework: ${name}`;
  const environment = { PATH: withThisNode(python.programs ?? '')['PATH'] ?? '' };
  const title = (words: string) => titled(words, python);
  const when = test.skipIf(python.missing !== undefined);

  const yaml = algorithm({ framework, contentTypes, training });
  const place = mkdtempSync(join(tmpdir(), 'sagemaker mkt pythön-'));
  const [listing, base] = [join(place, 'a listing'), join(place, 'ml')];
  let reported: readonly number[] = [];
  // Once for all that look at what has been learnt.
  beforeAll(() => {
    if (python.missing !== undefined) return;
    placeListing(listing, yaml);
    installPackages(listing);
    fillTrainingFolder(base, { channels: { train: rows } });
    reported = train(listing, base, environment);
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  when(title('trains on real data, and serves in every declared type what it has learnt'), async () => {
    expect(reported.length).toBeGreaterThan(0);
    expect(reported.at(-1), 'the area under the curve').toBeGreaterThan(0.9);
    expect(readdirSync(join(base, 'model'))).toEqual([model]);
    const bodies = {
      'text/csv': '0.9,-0.9\n-0.9,0.9\n',
      'application/json': '{"instances": [[0.9, -0.9], [-0.9, 0.9]]}',
      'application/jsonlines': '[0.9, -0.9]\n{"features": [-0.9, 0.9]}\n',
      'application/x-npy': printNpy([
        [0.9, -0.9],
        [-0.9, 0.9],
      ]),
    };
    await askListing(
      listing,
      async (ask) => {
        for (const [type, body] of Object.entries(bodies))
          for (const accept of Object.keys(bodies)) {
            const { status, answer } = await ask(body, type, accept);
            expect(status, `${type} → ${accept}`).toBe(200);
            const [one, other] = numbersIn(answer);
            expect(one, `${type} → ${accept}`).toBeGreaterThan(0.5);
            expect(other, `${type} → ${accept}`).toBeLessThan(0.5);
          }
        expect(await ask('{"instances": []}', 'application/json')).toMatchObject({ status: 200 });
      },
      { ...environment, SAGEMAKER_BASE_DIR: base },
    );
  });

  when(title('tells the caller what does not fit'), async () => {
    await askListing(
      listing,
      async (ask) => {
        const wide = await ask('1,2,3', 'text/csv');
        expect(wide).toMatchObject({
          status: 400,
          answer: { error: expect.stringMatching(/3 (columns|features)|shape \(3,\)/) },
        });
        expect(await ask('1,2\n1,x', 'text/csv')).toMatchObject({
          status: 400,
          answer: { error: 'record 2, column 2: "x" is not a number' },
        });
        expect(await ask('{"a": 1, "b": 2}', 'application/json')).toMatchObject({ status: 400 });
        expect(await ask('"text"', 'application/json')).toMatchObject({ status: 400 });
        expect(await ask('1,2', 'text/csv')).toMatchObject({ status: 200 });
      },
      { ...environment, SAGEMAKER_BASE_DIR: base },
    );
  });

  when(title('is a model package from a file, bundled, whose own tests pass'), async () => {
    const types = 'contentTypes: { input: [text/csv], output: [application/json, text/csv] }';
    const bundled = placeWithPackages(modelPackage({ framework, contentTypes: types }), {
      'samples/text-csv.csv': '0.9,-0.9\n',
    });
    cpSync(join(base, 'model', model), join(bundled, 'model', `any name.${model.split('.')[1]}`));
    const { status, stdout, stderr } = spawnSync('npm', ['test'], {
      cwd: bundled,
      encoding: 'utf8',
      env: environment,
    });
    expect(status, stdout + stderr).toBe(0);
  });

  when(title('says where the model belongs when there is none'), async () => {
    const listing = placeWithPackages(modelPackage({ framework, contentTypes }));
    await expect(askListing(listing, async () => {}, environment)).rejects.toThrow(
      /must hold one .* file, and holds: /,
    );
  });

  when(title('saves what it has learnt when the job is stopped'), async () => {
    // More than anybody waits for.
    const hyperparameters = { rounds: '10000000', n_estimators: '10000000' };
    const job = trainingFolder({ channels: { train: rows }, hyperparameters });
    const telling = placeWithPackages(yaml);
    appendFileSync(join(telling, 'python/train.py'), tellsWhenItBegins);
    const running = spawn(join(telling, 'bin/train'), {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, ...environment, SAGEMAKER_BASE_DIR: job },
    });
    const ended = once(running, 'exit');
    await once(running.stdout.resume(), 'data');
    await pause(300);
    running.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
    expect(readdirSync(join(job, 'model'))).toEqual([model]);
  });

  when(title('leaves the cause of a failure where the buyer reads it'), () => {
    const job = trainingFolder({ channels: { train: 'a,b\n1,2\n' } });
    expect(() => train(listing, job, environment)).toThrow('ended with 1');
    expect(readFileSync(join(job, 'output/failure'), 'utf8')).toMatch(
      /^ValueError: channel `train`, rows\.csv: .*'a'.*; the file must have no header row/,
    );
  });
});

describe('the examples in Python', () => {
  const sklearn = pythonWith(['sklearn', 'joblib', 'numpy']);
  test.skipIf(sklearn.missing)(
    titled('learn which machines stop, from the data that lies beside', sklearn),
    async () => {
      const listing = placeExample('scikit-learn');
      const base = join(listing, 'local');
      const environment = {
        PATH: withThisNode(sklearn.programs ?? '')['PATH'] ?? '',
        SAGEMAKER_BASE_DIR: base,
      };
      expect(train(listing, base, environment).at(-1)).toBeGreaterThan(0.8);
      const machines = '900,81,0.9,3\n100,40,0.1,1';
      const { answer } = await askListing(listing, (ask) => ask(machines, 'text/csv'), environment);
      expect(answer).toEqual([1, 0]);
    },
  );

  const lightgbm = pythonWith(['lightgbm', 'numpy']);
  test.skipIf(lightgbm.missing)(
    titled('estimate a rent, with what is known of the flat', lightgbm),
    async () => {
      const environment = { PATH: withThisNode(lightgbm.programs ?? '')['PATH'] ?? '' };
      const { answer } = await askListing(
        placeExample('lightgbm'),
        (ask) => ask('3,62.5,,1', 'text/csv'),
        environment,
      );
      expect(answer).toBeCloseTo(882.77, 1);
    },
  );

  test('have data that the script beside it makes', () => {
    const script = join(examplesFolder, 'scikit-learn/make_data.py');
    const print = `import runpy; print(runpy.run_path(${JSON.stringify(script)})['machines'](), end='')`;
    const { stdout, stderr } = spawnSync('python3', ['-c', print], { encoding: 'utf8' });
    const kept = readFileSync(
      join(examplesFolder, 'scikit-learn/local/input/data/train/machines.csv'),
      'utf8',
    );
    expect(stdout, stderr).toBe(kept);
  });
});

test('a metric that is no number is passed on as such, and the model is saved all the same', () => {
  const listing = placeWithPackages(algorithm({ framework: 'framework: xgboost', training }), {
    'python/train.py': `from pathlib import Path
def train(job):
    job.report("train:rmse", float("nan"))
    job.report_scores(train=([float("inf")], [1]), validation=([0.5], [1]))
    Path(job.model_dir, "model.json").write_text("{}")`,
  });
  const base = trainingFolder({ channels: { train: rows } });
  train(listing, base);
  expect(readdirSync(join(base, 'model'))).toEqual(['model.json']);
});

const handled = pythonWith(['numpy']);
test.skipIf(handled.missing)(
  titled(
    'a handler in TypeScript may look at the records before Python, and at its predictions after',
    handled,
  ),
  async () => {
    const listing = placeWithPackages(modelPackage({ framework: 'framework: scikit-learn', contentTypes }), {
      'src/inference.ts': `import { defineInference } from '../runtime/inference.ts';
      import { loadPython } from '../runtime/python-inference.ts';
      export default defineInference({
        load: loadPython,
        predict: async (python, records, context) => {
          const sums = await python.predict(records.map((record) => [...(record as string[]), '1']), context);
          return sums.map((sum) => ({ sum }));
        },
      });`,
      'python/model.py': `TAKES = "numbers"
def load(model_dir): pass
def predict(model, records): return records.sum(axis=1)`,
    });
    const environment = { PATH: withThisNode(handled.programs ?? '')['PATH'] ?? '' };
    const { answer } = await askListing(listing, (ask) => ask('1,2\n3,4', 'text/csv'), environment);
    expect(answer).toEqual([{ sum: 4 }, { sum: 8 }]);
  },
);

/** One number for each record, out of whatever the answer came as. */
function numbersIn(answer: unknown): number[] {
  if (typeof answer === 'string') return answer.split('\n').map(Number);
  const predictions = Array.isArray(answer) ? answer : Object(answer).predictions;
  return predictions.map(Number);
}
