import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documentedVariables } from './documented-variables.ts';
import { seenBy, startScript, trainWith } from './script-in-test.ts';
import { readIfThere, resources } from './train-in-test.ts';

describe('a script of script mode', () => {
  test('has every documented variable of the toolkit, and no other one', async () => {
    const { variables } = await seenBy({ hyperparameters: { depth: '3' } });
    const found = Object.keys(variables).filter((name) => name.startsWith('SM_'));
    const names = found.map((name) => name.replace(/^SM_(CHANNEL|HP)_.*/, 'SM_$1_X'));
    const documented = documentedVariables.filter(({ missing }) => missing === undefined);
    expect(names.sort()).toEqual(documented.map(({ name }) => name).sort());
  });

  test('is what the variables call the entry point, wherever it lies', async () => {
    for (const script of ['train.py', 'code/deep/fit model.py']) {
      const { words, folder, variables } = await seenBy({}, script);
      expect(words).toEqual([basename(script)]);
      expect(variables).toMatchObject({
        SM_USER_ENTRY_POINT: basename(script),
        SM_MODULE_NAME: basename(script, '.py'),
        SM_MODULE_DIR: folder,
      });
      expect(folder.endsWith(dirname(`/${script}`).replace(/^\/$/, ''))).toBe(true);
    }
  });

  test('finds its folders by absolute paths when it is tried out with a relative base', async () => {
    const { variables, folder } = await seenBy(
      { environment: { SAGEMAKER_BASE_DIR: 'ml' } },
      'code/train.py',
    );
    expect(realpathSync(variables['SM_MODEL_DIR'] ?? '')).toBe(realpathSync(join(folder, '../ml/model')));
    expect(variables['SM_CHANNEL_TRAIN']).toBe(join(folder, '../ml/input/data/train'));
  });

  test('gets hyperparameters as arguments, spelled and sorted as the toolkit does', async () => {
    const { words, variables } = await seenBy({
      hyperparameters: {
        rate: '0.00001',
        k: '3',
        'batch-size': '256',
        note: 'a "quoted" word, it\'s $HOME `x` \\',
        name: 'zür 表 🚀',
        on: 'true',
        list: '[1, 2.5, "a"]',
        map: '{"b": 1, "a": "x"}',
        offset: '-5',
        option: '--help',
        text: '"3"',
        nothing: '',
      },
    });
    expect(words.slice(1)).toEqual([
      ...['--batch-size', '256'],
      ...['-k', '3'],
      ...['--list', "[1, 2.5, 'a']"],
      ...['--map', 'a=x,b=1'],
      ...['--name', 'zür 表 🚀'],
      ...['--note', 'a "quoted" word, it\'s $HOME `x` \\'],
      ...['--nothing', ''],
      ...['--offset', '-5'],
      ...['--on', 'True'],
      ...['--option', '--help'],
      ...['--rate', '1e-05'],
      ...['--text', '3'],
    ]);
    expect(JSON.parse(variables['SM_USER_ARGS'] ?? '')).toEqual(words.slice(1));
  });

  test('gets what the manifest promises as a default, and nothing for what has none', async () => {
    const { words } = await seenBy({
      hyperparameters: { depth: '3.0', _tuning_objective_metric: 'auc', sagemaker_region: '"us-east-2"' },
      rules: [
        { name: 'depth', kind: 'integer', required: true },
        { name: 'rate', kind: 'continuous', default: 0.1, required: false },
        { name: 'note', kind: 'free-text', required: false },
      ],
    });
    expect(words.slice(1)).toEqual(['--depth', '3', '--rate', '0.1']);
  });

  test('is not started where the job asks for MPI, but may start it itself', async () => {
    const job = { hyperparameters: { sagemaker_mpi_enabled: 'true' }, rules: [] };
    const python = startScript({ ...job, files: { 'train.py': 'print("trained")' } });
    expect(await python.exitCode).toBe(1);
    expect(python.printed()).not.toContain('trained\n');
    expect(python.failure()).toBe(
      '`sagemaker_mpi_enabled` asks for MPI, and train.py runs without it: name a shell script that starts mpirun in `training.entry`, or leave out this hyperparameter\n',
    );
    expect(await trainWith({ ...job, files: { 'train.sh': 'echo "trained"' } })).toContain('trained\n');
  });

  test('knows the other hosts, and begins when all of them have addresses', async () => {
    const { variables } = await seenBy({
      resources: resources({ current_host: 'localhost', hosts: ['localhost', '127.0.0.1'] }),
    });
    expect(variables).toMatchObject({
      SM_HOSTS: '["127.0.0.1","localhost"]',
      SM_CURRENT_HOST: 'localhost',
      SM_CURRENT_HOST_RANK: '1',
      SM_MASTER_ADDR: '127.0.0.1',
    });
  });

  test('imports the modules beside it, and so does every Python that it starts elsewhere', async () => {
    const printed = await trainWith({
      files: {
        'code/train.py': `import subprocess, sys
from lib.rows import count
print("found", count, flush=True)
subprocess.run([sys.executable, "-c", "import rates; print('also', rates.rate)"], cwd="/", check=True)`,
        'code/lib/rows.py': 'count = 2',
        'code/rates.py': 'rate = 7',
      },
      environment: { PYTHONPATH: '/nowhere' },
    });
    expect(printed).toContain('found 2\n');
    expect(printed).toContain('also 7\n');
  });

  test('may be written as the examples of SageMaker are', async () => {
    const { exitCode, printed, folder } = startScript({
      hyperparameters: { epochs: '3', 'learning-rate': '0.5' },
      files: {
        'train.py': `import argparse, json, os
if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--learning-rate", type=float, default=0.1)
    parser.add_argument("--model-dir", type=str, default=os.environ["SM_MODEL_DIR"])
    parser.add_argument("--train", type=str, default=os.environ["SM_CHANNEL_TRAIN"])
    parser.add_argument("--hosts", type=list, default=json.loads(os.environ["SM_HOSTS"]))
    args, _ = parser.parse_known_args()
    rows = open(os.path.join(args.train, "rows.csv")).read().split()
    with open(os.path.join(args.model_dir, "model.json"), "w") as file:
        json.dump([args.epochs, args.learning_rate, args.hosts, rows], file)`,
      },
    });
    expect(await exitCode, printed()).toBe(0);
    expect(readIfThere(join(folder, 'ml/model/model.json'))).toBe('[3, 0.5, ["algo-1"], ["1,2", "3,4"]]');
  });

  test('is read in the log line by line as it prints', async () => {
    const waits = startScript({ files: { 'train.py': 'import time\nprint("auc=0.5")\ntime.sleep(600)' } });
    await waits.untilPrinted('auc=0.5\n');
  });

  test('that is named like an option is still run', async () => {
    expect((await seenBy({}, '-train.py')).words[0]).toBe('./-train.py');
  });
});

describe('a shell script', () => {
  const echo = 'for word in "$@"; do echo "word $word"; done; echo "in $(basename "$PWD") as $0"';

  test.each([
    ['without a first line', ''],
    ['of the plain shell', '#!/bin/sh\n'],
    ['that names its shell with an option', '#!/usr/bin/env -S bash -eu\n[[ a == a ]]\n'],
  ])('%s gets the same arguments, executable or not', async (_, first) => {
    const printed = await trainWith({
      hyperparameters: { name: 'a b', note: '$HOME "x"' },
      files: { 'code/train.sh': `${first}${echo}` },
    });
    const words = ['--name', 'a b', '--note', '$HOME "x"'];
    expect(printed.match(/(?<=^word ).*/gm)).toEqual(words);
    expect(printed).toContain('in code as ./train.sh\n');
  });

  test('starts a module, as the toolkit’s users do', async () => {
    const printed = await trainWith({
      hyperparameters: { depth: '3' },
      files: {
        'code/train.sh': '#!/bin/sh\nexec python3 -m pack.fit "$@"',
        'code/pack/fit.py': 'import sys\nprint("fit", sys.argv[1:])',
      },
    });
    expect(printed).toContain("fit ['--depth', '3']");
  });
});

describe('a script without an ending', () => {
  const inPython =
    'import os, sys\nimport rates\nprint("ran", sys.argv, os.path.basename(os.getcwd()), rates.rate)\n';

  test.each([
    ['#!/usr/bin/env python3'],
    ['#!/usr/bin/env python'],
    ['#!/usr/bin/python3 -u'],
    ['#! /usr/local/bin/python'],
    ['#!/usr/bin/env -S python3 -u'],
  ])('runs in Python behind %s, executable or not, with the first Python of the PATH', async (first) => {
    const printed = await trainWith({
      hyperparameters: { depth: '3' },
      files: { 'code/fit': `${first}\n${inPython}`, 'code/rates.py': 'rate = 7' },
    });
    expect(printed).toContain("ran ['./fit', '--depth', '3'] code 7\n");
  });

  test('runs in the shell that it names', async () => {
    const files = { 'code/fit': '#!/bin/bash\n[[ a == a ]] && echo "ran $0 $*"\n' };
    expect(await trainWith({ hyperparameters: { depth: '3' }, files })).toContain('ran ./fit --depth 3\n');
  });

  test('and without a first line ends with words', async () => {
    const { exitCode, failure } = startScript({ files: { fit: 'print("hello")\n' } });
    expect(await exitCode).toBe(1);
    expect(failure()).toMatch(
      /^neither the name of fit nor its first line says what runs it: begin it with a line {2}#!\/usr\/bin\/env python3/,
    );
  });

  test('reads the hyperparameters that it names', async () => {
    const files = { fit: '#!/usr/bin/env python3\nprint("--depth")\n' };
    const printed = await trainWith({ hyperparameters: { depth: '3', width: '4' }, files });
    expect(printed).toMatch(/"event":"hyperparameters-read".*"unread":\["width"\]/);
  });
});

describe('a script that only defines `train`', () => {
  const old = 'import os\n\ndef train(hyperparameters):\n    return 1\n';

  test('fails with words instead of an empty model', async () => {
    const { exitCode, failure } = startScript({ files: { 'train.py': old } });
    expect(await exitCode).toBe(1);
    expect(failure()).toMatch(
      /^train\.py defines train, and nothing calls it: as with SageMaker's toolkits, a script runs as a program\. Call it below: {2}if __name__ == "__main__": train\(…\)/,
    );
  });

  test.each([
    ['calls it', `${old}train({})\n`],
    ['saves a model in another way', `from save import saved\n${old}`],
    ['defines another function', 'def fit():\n    pass\n'],
  ])('one that %s is left alone', async (_, text) => {
    const save = 'import os\nopen(os.environ["SM_MODEL_DIR"] + "/m", "w").close()\nsaved = 1\n';
    expect(await startScript({ files: { 'train.py': text, 'save.py': save } }).exitCode).toBe(0);
  });
});
