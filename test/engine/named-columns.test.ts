import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { placeListing } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { pythonOf } from '../support/python.ts';
import { asking } from '../support/use-listing.ts';
import { build, uniqueName } from './built-listing.ts';
import { sagemakerFolder, serveImage } from './containers.ts';
import { imagesMissing, tryDocker } from './engine.ts';

const python = pythonOf('listing');
const missing = imagesMissing() ?? python.missing;

const saves = `
import joblib, pandas, sys
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
people = pandas.DataFrame({"age": [20, 30, 40, 50], "city": ["Rome", "Oslo", "Oslo", "Rome"]})
columns = ColumnTransformer([("age", StandardScaler(), ["age"]), ("city", OneHotEncoder(), ["city"])])
joblib.dump(make_pipeline(columns, LogisticRegression()).fit(people, ["a", "b", "b", "a"]), sys.argv[1])`;

describe.skipIf(missing)(`a pipeline over named columns${missing ? ` (${missing})` : ''}`, () => {
  test('is served without a line of code, on a base without a C library', { timeout: 900_000 }, async () => {
    const name = uniqueName('named-columns');
    const listing = mkdtempSync(join(tmpdir(), 'sagemaker mkt ïmage-'));
    placeListing(
      listing,
      modelPackage({
        product: `product: { type: model-package, name: ${name} }`,
        framework: 'framework: { name: scikit-learn, version: "1.9", python: "3.11" }',
        base: 'base: { os: alpine:3.3 }',
        artifacts: `artifacts: { mode: s3, path: model, s3Uri: "s3://bucket/${name}/model.tar.gz" }`,
      }),
    );
    const folder = sagemakerFolder();
    const file = join(folder, 'model/model.joblib');
    const made = spawnSync(join(python.programs ?? '', 'python3'), ['-c', saves, file], { encoding: 'utf8' });
    expect(made.status, made.stderr).toBe(0);
    try {
      build(listing, 'BuildKit');
      const container = await serveImage(`${name}:0.1.0`, '1000', join(folder, 'model'));
      const ask = asking(container);
      const answer = { predictions: ['a', 'b'] };
      const body = '{"instances": [{"city": "Rome", "age": 25}, {"city": "Oslo", "age": 35}]}';
      expect(await ask(body, 'application/json')).toEqual({ status: 200, answer });
      expect(await ask('25,Rome\n35,Oslo\n', 'text/csv')).toMatchObject({ answer: ['a', 'b'] });
      expect(await ask('{"instances": [{"city": "Rome"}]}', 'application/json')).toMatchObject({
        status: 400,
      });
      expect(container.stop(30).exitCode).toBe(0);
    } finally {
      tryDocker(['image', 'rm', '--force', `${name}:0.1.0`]);
      rmSync(listing, { recursive: true, force: true });
    }
  });
});
