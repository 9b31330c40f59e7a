import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { pythonOf, titled } from '../support/python.ts';
import { withThisNode } from '../support/running-server.ts';
import { placeWithPackages } from '../support/use-listing.ts';
import { sharedByTests } from '../support/when-over.ts';

const python = pythonOf('xgboost');
const env = { ...withThisNode(python.programs ?? ''), PYTHONPATH: 'python:.' };

/** Writes one booster in every way, and prints what it predicts. */
const saveAll = `import pickle
import numpy, xgboost

rows = numpy.random.default_rng(1).random((60, 3))
booster = xgboost.train({"objective": "binary:logistic"}, xgboost.DMatrix(rows, label=rows[:, 0] > 0.5), 3)
for ending in ("json", "ubj"):
    booster.save_model(f"saved/model.{ending}")
for protocol in range(6):
    with open(f"saved/protocol-{protocol}", "wb") as file:
        pickle.dump(booster, file, protocol)


class Evil:
    def __reduce__(self):
        return (open, ("saved/called", "w"))


class Old(xgboost.Booster):
    def __reduce__(self):
        state = {"handle": bytearray(b"binf" + bytes(200))}
        return (xgboost.Booster, (), state)


for name, thing in (("evil", Evil()), ("old-pickle", Old()), ("no-booster", bytearray(b"x"))):
    with open(f"saved/{name}", "wb") as file:
        pickle.dump(thing, file, 4)
with open("saved/old-binary", "wb") as file:
    file.write(b"binf" + bytes(200))
`;

/** Loads as a worker does, and predicts. */
const predict = `import sys
import model, numpy

rows = numpy.random.default_rng(1).random((60, 3))
print([round(float(value), 5) for value in model.predict(model.load(sys.argv[1]), rows)[:4]])
`;

describe.skipIf(python.missing !== undefined)(titled('the xgboost-model of SageMaker', python), () => {
  const saved = sharedByTests(() => {
    const listing = placeWithPackages(modelPackage({ framework: 'framework: xgboost' }));
    mkdirSync(join(listing, 'saved'));
    const { status, stderr } = run(listing, saveAll);
    if (status !== 0) throw new Error(stderr);
    return { listing, expected: load(listing, 'model.json', 'model.json').stdout };
  });

  function run(listing: string, program: string, ...words: readonly string[]) {
    return spawnSync('python3', ['-c', program, ...words], { cwd: listing, encoding: 'utf8', env });
  }

  function load(listing: string, from: string, as = 'xgboost-model') {
    const folder = join(listing, 'models', from, as);
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(listing, 'saved', from), join(folder, as));
    return run(listing, predict, folder);
  }

  test.each([
    ['JSON', 'model.json'],
    ['UBJSON, as the containers of today save it', 'model.ubj'],
    ['a pickled booster, as Python 2 saved it', 'protocol-0'],
    ['a pickled booster of protocol 1', 'protocol-1'],
    ['a pickled booster of protocol 2', 'protocol-2'],
    ['a pickled booster of protocol 3', 'protocol-3'],
    ['a pickled booster, as the containers before 1.3 save it', 'protocol-4'],
    ['a pickled booster of protocol 5', 'protocol-5'],
  ])('loads from %s, without a word', (_, from) => {
    const { listing, expected } = saved();
    const { stdout, stderr } = load(listing, from);
    expect([stdout, stderr]).toEqual([expected, '']);
    expect(expected).toMatch(/^\[0\.\d+, 0\.\d+, 0\.\d+, 0\.\d+\]\n$/);
  });

  const hint =
    'Open it with the version of XGBoost that saved it, and save it again with `booster.save_model("model.json")`, which newer versions read';
  test.each([
    [
      'the binary format of old versions',
      'old-binary',
      /ValueError: XGBoost 3\.[\d.]+ cannot read xgboost-model\. /,
    ],
    [
      'a pickle of an old version',
      'old-pickle',
      /ValueError: XGBoost 3\.[\d.]+ cannot read xgboost-model\. /,
    ],
    [
      'a pickle that calls something',
      'evil',
      /UnpicklingError: the pickle has \w*io\.open in it, which no booster needs\. /,
    ],
    [
      'a pickle of something else',
      'no-booster',
      /UnpicklingError: the pickle is no booster, but bytearray\. /,
    ],
  ])('refuses %s, and says how to convert it', (_, from, words) => {
    const { listing } = saved();
    const { status, stderr } = load(listing, from);
    expect(status).toBe(1);
    const last = stderr.trim().split('\n').at(-1) ?? '';
    expect(last).toMatch(words);
    expect(last.endsWith(hint)).toBe(true);
    expect(run(listing, 'import os; print(os.path.exists("saved/called"))').stdout).toBe('False\n');
  });

  test('two models in one folder are one too many, and a file without an ending is named', () => {
    const { listing } = saved();
    const folder = join(listing, 'models/two');
    mkdirSync(folder, { recursive: true });
    for (const name of ['xgboost-model', 'model.json']) writeFileSync(join(folder, name), '');
    expect(run(listing, predict, folder).stderr).toMatch(
      /must hold your model in one \.json, \.ubj, \.model or xgboost-model file, and holds: model\.json, xgboost-model\n$/,
    );
  });
});
