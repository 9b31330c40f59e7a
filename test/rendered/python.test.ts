import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { pythonOf, titled } from '../support/python.ts';
import { examplesFolder } from '../support/render-example.ts';
import { withThisNode } from '../support/running-server.ts';
import { trainingFolder } from '../support/training-folder.ts';
import { contentTypes, rows, trainingWith } from '../support/two-classes.ts';
import { askListing, placeExample, placeWithPackages, train } from '../support/use-listing.ts';

describe('the examples in Python', () => {
  const sklearn = pythonOf('listing');
  test.skipIf(sklearn.missing !== undefined || !isEveryCase)(
    titled(`learn which machines stop, from the data that lies beside${inCiAlone}`, sklearn),
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

  const lightgbm = pythonOf('listing');
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
  const listing = placeWithPackages(
    algorithm({ framework: 'framework: xgboost', training: trainingWith('xgboost') }),
    {
      'python/train.py': `from pathlib import Path
def train(job):
    job.report("train:rmse", float("nan"))
    job.report_scores(train=([float("inf")], [1]), validation=([0.5], [1]))
    Path(job.model_dir, "model.json").write_text("{}")`,
    },
  );
  const base = trainingFolder({ channels: { train: rows } });
  train(listing, base);
  expect(readdirSync(join(base, 'model'))).toEqual(['model.json']);
});

test('a job is an instance of the class that train.py imports, and a traceback begins in train.py', () => {
  const listing = placeWithPackages(
    algorithm({ framework: 'framework: xgboost', training: trainingWith('xgboost') }),
    {
      'python/train.py': `from runtime.training import Job
def train(job):
    raise ValueError(f"a job: {isinstance(job, Job)}")`,
    },
  );
  expect(() => train(listing, trainingFolder({ channels: { train: rows } }))).toThrow(
    /recent call last\):\\n {2}File \\"[^"]*\/python\/train\.py\\", line 3, .*ValueError: a job: True"/,
  );
});

const handled = pythonOf('listing');
test.skipIf(handled.missing)(
  titled(
    'a handler in TypeScript may look at the records before Python, and at its predictions after',
    handled,
  ),
  async () => {
    const inference = 'inference: { language: typescript }';
    const yaml = modelPackage({ framework: 'framework: scikit-learn', contentTypes, inference });
    const listing = placeWithPackages(yaml, {
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
