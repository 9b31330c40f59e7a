import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { onnxFile } from '../../listing/runtime/onnx-file.ts';
import { oneIn } from '../support/every-case.ts';
import { installPackages } from '../support/install-packages.ts';
import { type Environment, pythonOf, titled } from '../support/python.ts';
import { runCommand } from '../support/run-command.ts';
import { withThisNode } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { askListing } from '../support/use-listing.ts';

const types: Readonly<Record<string, string>> = {
  'text-csv.csv': 'text/csv',
  'application-json.json': 'application/json',
  'application-x-npy.npy': 'application/x-npy',
};

/** Makes a listing for a model, starts it, and sends it its own samples. */
async function answersItsSamples(folder: string, model: string, environment: Record<string, string>) {
  const made = await runCommand(['init', '--from', model, 'listing'], folder);
  expect([made.code, made.err]).toEqual([0, '']);
  expect(made.out).toContain('\nruns: ');
  const listing = join(folder, 'listing');
  expect(await runCommand(['generate', 'listing'], folder)).toMatchObject({ code: 0, err: '' });
  installPackages(listing);
  const answers: unknown[] = [];
  await askListing(
    listing,
    async (ask) => {
      for (const name of readdirSync(join(listing, 'samples')).sort()) {
        const { status, answer } = await ask(
          readFileSync(join(listing, 'samples', name)),
          types[name] ?? name,
        );
        expect([name, status], JSON.stringify(answer)).toEqual([name, 200]);
        answers.push(answer);
      }
    },
    environment,
  );
  return answers;
}

const makers: readonly (readonly [string, Environment, string, string])[] = [
  [
    'scikit-learn with names',
    'listing',
    'model.joblib',
    `import joblib, numpy, sklearn.linear_model, sklearn.pipeline, sklearn.preprocessing
scaler = sklearn.preprocessing.StandardScaler()
model = sklearn.pipeline.make_pipeline(scaler, sklearn.linear_model.LogisticRegression()).fit(rows, ["no", "yes"] * 20)
scaler.feature_names_in_ = numpy.array(["age", "monthly fee", "tenure"], dtype=object)
joblib.dump(model, "model.joblib", compress=3)`,
  ],
  [
    'a pipeline over columns with names, numbers and texts',
    'listing',
    'model.joblib',
    `import joblib, pandas
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
frame = pandas.DataFrame({"age": [20.0, 30, 40, 50], "city": ["Rome", "Oslo"] * 2, "plan": ["free", "paid", "paid", "free"]})
texts = make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder())
columns = ColumnTransformer([
    ("numbers", StandardScaler(), make_column_selector(dtype_include="number")),
    ("city", texts, ["city"]),
    ("plan", OneHotEncoder(), [2]),
])
model = make_pipeline(columns, RandomForestClassifier(5)).fit(frame, ["no", "yes", "no", "yes"])
joblib.dump(model, "model.joblib")`,
  ],
  [
    'scikit-learn in a pickle',
    'listing',
    'model.sav',
    `import pickle, sklearn.ensemble
model = sklearn.ensemble.RandomForestRegressor(5).fit(rows, targets)
pickle.dump(model, open("model.sav", "wb"))`,
  ],
  [
    'LightGBM',
    'listing',
    'model.txt',
    `import lightgbm
lightgbm.train({"objective": "binary", "verbose": -1}, lightgbm.Dataset(rows, targets), 3).save_model("model.txt")`,
  ],
  [
    'XGBoost',
    'xgboost',
    'model.ubj',
    `import xgboost
table = xgboost.DMatrix(rows, targets, feature_names=["age", "fee", "tenure"])
xgboost.train({"objective": "binary:logistic"}, table, 3).save_model("model.ubj")`,
  ],
  [
    'a pickled booster of XGBoost',
    'xgboost',
    'booster.pkl',
    `import pickle, xgboost
pickle.dump(xgboost.train({}, xgboost.DMatrix(rows, targets), 3), open("booster.pkl", "wb"))`,
  ],
  [
    'CatBoost',
    'catboost',
    'model.cbm',
    `import catboost
catboost.CatBoostClassifier(iterations=3, verbose=0, allow_writing_files=False).fit(rows, targets).save_model("model.cbm")`,
  ],
  [
    'TorchScript',
    'pytorch',
    'network.pt',
    `import torch
torch.jit.save(torch.jit.script(torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.ReLU())), "network.pt")`,
  ],
  [
    'Keras with pictures',
    'tensorflow',
    'model.keras',
    `import keras
layers = keras.layers
network = [layers.Input((6, 6, 3)), layers.Conv2D(2, 3), layers.Flatten(), layers.Dense(2)]
keras.Sequential(network).save("model.keras")`,
  ],
  [
    'Keras in HDF5',
    'tensorflow',
    'model.h5',
    `import keras
keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(2)]).save("model.h5")`,
  ],
];

const data = `import numpy
rows = numpy.random.default_rng(0).normal(size=(40, 3))
targets = numpy.arange(40) % 2
`;

/** CI tries all of them; otherwise one of each few: scikit-learn, LightGBM. */
describe.each(oneIn(3, makers))('a listing from a model: %s', (_name, environment, model, program) => {
  const python = pythonOf(environment);
  test.skipIf(python.missing)(titled('answers its own samples', python), async () => {
    const folder = temporaryFolder();
    const PATH = withThisNode(python.programs ?? '')['PATH'] ?? '';
    const made = spawnSync('python3', ['-c', data + program], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH },
    });
    expect(made.status, made.stderr).toBe(0);
    const answers = await answersItsSamples(folder, model, { PATH });
    expect(answers.length).toBeGreaterThan(0);
  });
});

test('a listing from an ONNX model answers its own samples', async () => {
  const folder = temporaryFolder();
  const model = onnxFile({
    inputs: [{ name: 'x', type: 'float32', shape: ['records', 3] }],
    outputs: [{ name: 'y', type: 'float32', shape: ['records', 1] }],
    nodes: [{ operator: 'Gemm', inputs: ['x', 'w', 'b'], outputs: ['y'] }],
    weights: [
      { name: 'w', shape: [3, 1], values: [1, 2, 4] },
      { name: 'b', shape: [1], values: [10] },
    ],
  });
  writeFileSync(join(folder, 'weighted.onnx'), model);
  expect(await answersItsSamples(folder, 'weighted.onnx', {})).toEqual([{ predictions: [10] }, 10]);
});

test('a listing from a TensorFlow.js model answers its own samples', async () => {
  const folder = temporaryFolder();
  const config = { name: 'dense', units: 1, batch_input_shape: [null, 3], dtype: 'float32' };
  const weights = [
    { name: 'dense/kernel', shape: [3, 1], dtype: 'float32' },
    { name: 'dense/bias', shape: [1], dtype: 'float32' },
  ];
  const layers = [{ class_name: 'Dense', config }];
  const model = {
    format: 'layers-model',
    modelTopology: { class_name: 'Sequential', config: { name: 'sequential', layers } },
    weightsManifest: [{ paths: ['weights.bin'], weights }],
  };
  mkdirSync(join(folder, 'web'));
  writeFileSync(join(folder, 'web/model.json'), JSON.stringify(model));
  writeFileSync(join(folder, 'web/weights.bin'), new Uint8Array(Float32Array.of(1, 2, 4, 10).buffer));
  expect(await answersItsSamples(folder, 'web', {})).toEqual([{ predictions: [10] }, 10]);
});
