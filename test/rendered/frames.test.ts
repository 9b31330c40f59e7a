import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { oneIn } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { pythonOf, titled } from '../support/python.ts';
import { startListing, withThisNode } from '../support/running-server.ts';
import { contentTypes } from '../support/two-classes.ts';
import { conversationWith, type Files, oneWorker, placeWithPackages } from '../support/use-listing.ts';

const python = pythonOf('listing');
const environment = { ...oneWorker, PATH: withThisNode(python.programs ?? '')['PATH'] ?? '' };

/** Answers each record with the whole frame. */
const tellsFrame = `TAKES = "frame"
class Model: feature_names_in_ = ["b", "a"]
def load(model_dir): return Model()
def predict(model, records, context):
    types = [str(kind) for kind in records.dtypes]
    return [[list(records.columns), types, row, context.columns] for row in records.values.tolist()]
`;
const withoutNames = tellsFrame.replace('return Model()', 'return None');
const columns = ['b', 'a'];
const types = ['float64', 'str'];

describe.skipIf(python.missing).each(oneIn(2, ['python', 'typescript']))(
  titled('a handler that takes a frame, with the language %s', python),
  (language) => {
    const members = {
      framework: 'framework: scikit-learn',
      contentTypes,
      inference: `inference: { language: ${language} }`,
    };
    const place = (files: Files, more: Parameters<typeof modelPackage>[0] = {}) =>
      placeWithPackages(modelPackage({ ...members, ...more }), files);

    test('gets columns by their names, and the header of CSV in its context', async () => {
      const ask = await conversationWith(place({ 'python/model.py': tellsFrame }), environment);
      const record = [columns, types, [1, 'x'], null];
      expect((await ask('a,b\nx,1', 'text/csv; header=present')).answer).toEqual([
        columns,
        types,
        [1, 'x'],
        ['a', 'b'],
      ]);
      expect((await ask('{"a": "x", "b": 1}', 'application/json')).answer).toEqual(record);
      expect((await ask('1,x', 'text/csv')).answer).toEqual(record);
      const rows = `${'x,1\n'.repeat(50_000)}y,2`;
      const large = (await ask(`a,b\n${rows}`, 'text/csv; header=present')).answer as unknown[];
      expect([large.length, large.at(-1)]).toEqual([50_001, [columns, types, [2, 'y'], ['a', 'b']]]);
      expect(await ask(`${rows}\nz,1,1`, 'text/csv')).toEqual({
        status: 400,
        answer: { error: 'record 50002 has 3 columns, and record 1 has 2' },
      });
    });

    test('gets the names of callers, or numbers, where its model has none', async () => {
      const ask = await conversationWith(place({ 'python/model.py': withoutNames }), environment);
      const asked = [
        ask('a,b\nx,1', 'text/csv; header=present'),
        ask('c,b\nx,1', 'text/csv; header=present'),
        ask('x,1', 'text/csv'),
        ask('{"a": "x", "b": 1}', 'application/json'),
      ];
      const answers = (await Promise.all(asked)).map(({ answer }) => (answer as unknown[])[0]);
      expect(answers).toEqual([
        ['a', 'b'],
        ['c', 'b'],
        [0, 1],
        ['a', 'b'],
      ]);
    });

    test('gets the fields of the manifest as columns', async () => {
      const fields =
        'fields: { input: [{ name: a, type: string }, { name: b, type: integer, default: 7 }, { name: c, type: date, required: false }] }';
      const contentTypes = 'contentTypes: { input: [application/json], output: [application/json] }';
      const listing = place({ 'python/model.py': withoutNames }, { contentTypes, fields });
      const ask = await conversationWith(listing, environment);
      const body = '[{"a": "007"}, ["x", 2, "2026-01-31"]]';
      const names = ['a', 'b', 'c'];
      const kinds = ['str', 'float64', 'str'];
      expect((await ask(body, 'application/json')).answer).toEqual([
        [names, kinds, ['007', 7, null], null],
        [names, kinds, ['x', 2, '2026-01-31'], null],
      ]);
    });
  },
);

const misfits = [
  [
    '[{ name: a, type: image }, { name: b, type: number }]',
    'python/model.py takes a data frame, and the field \\"a\\" is of type image: write TAKES = \\"values\\"',
  ],
  [
    '[{ name: a, type: string }]',
    'the model has the column \\"b\\", and fields.input in the manifest has no such field: add it',
  ],
  [
    '[{ name: a, type: string }, { name: b, type: number }, { name: c, type: number }]',
    'fields.input in the manifest has the field \\"c\\", and the model has no such column: remove the field, or name it as the model does: b, a',
  ],
] as const;

test.skipIf(python.missing).each(oneIn(2, misfits))(
  titled('a model does not load with other fields than its columns: %s', python),
  async (fields, words) => {
    const yaml = modelPackage({
      framework: 'framework: scikit-learn',
      contentTypes: 'contentTypes: { input: [application/json], output: [application/json] }',
      fields: `fields: { input: ${fields} }`,
    });
    const listing = placeWithPackages(yaml, { 'python/model.py': tellsFrame });
    await expect(startListing(listing, environment)).rejects.toThrow(words);
  },
);

test.skipIf(python.missing)(
  titled('a handler in TypeScript may add columns to rows and to objects', python),
  async () => {
    const inference = 'inference: { language: typescript }';
    const yaml = modelPackage({ framework: 'framework: scikit-learn', contentTypes, inference });
    const listing = placeWithPackages(yaml, {
      'python/model.py': tellsFrame,
      'src/inference.ts': `import { defineInference } from '../runtime/inference.ts';
      import { loadPython } from '../runtime/python-inference.ts';
      export default defineInference({
        load: loadPython,
        predict: async (python, records, context) =>
          python.predict(
            records.map((record) => (Array.isArray(record) ? [...record, 'x'] : { ...(record as object), a: 'x' })),
            context,
          ),
      });`,
    });
    const ask = await conversationWith(listing, environment);
    const answer = [columns, types, [1, 'x'], null];
    expect((await ask('1', 'text/csv')).answer).toEqual(answer);
    expect((await ask('{"b": 1}', 'application/json')).answer).toEqual(answer);
  },
);

/** A first step of the seller's own, which keeps no names. */
const ownStep = `from sklearn.base import BaseEstimator, TransformerMixin

class Years(BaseEstimator, TransformerMixin):
    def fit(self, frame, wanted=None):
        return self

    def transform(self, frame):
        return frame.assign(year=frame["on"].str[:4].astype(float))[["n", "year"]]
`;
const saveOwn = `import sys
sys.path.insert(0, "python")
import joblib, pandas
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from steps import Years

frame = pandas.DataFrame({"on": ["2020-01-31", "2021-02-28", "2023-03-31"], "n": [1, 2, 0]})
joblib.dump(make_pipeline(Years(), LinearRegression()).fit(frame, [2021, 2023, 2023]), "model/any.joblib")
`;

test.skipIf(python.missing)(
  titled(
    'a pipeline that begins with a class of the seller serves, also loaded once for forked workers',
    python,
  ),
  async () => {
    const inference = 'inference: { preload: true, workers: 2 }';
    const yaml = modelPackage({ framework: 'framework: scikit-learn', contentTypes, inference });
    const listing = placeWithPackages(yaml, { 'python/steps.py': ownStep });
    const { status, stderr } = spawnSync('python3', ['-c', saveOwn], {
      cwd: listing,
      encoding: 'utf8',
      env: { ...process.env, ...environment },
    });
    expect(status, stderr).toBe(0);
    const ask = await conversationWith(listing, { ...environment, SAGEMAKER_MODEL_SERVER_WORKERS: '2' });
    expect((await ask('n,on\n5,2024-05-01', 'text/csv; header=present')).answer).toBeCloseTo(2029, 6);
    expect((await ask('{"on": "2024-05-01", "n": 5}', 'application/json')).answer).toBeCloseTo(2029, 6);
  },
);
