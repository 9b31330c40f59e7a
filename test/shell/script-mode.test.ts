import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { printProblems } from '../../src/problem/print-problems.ts';
import { algorithm } from '../support/expect-problems.ts';
import { generatedFolder, run, text, writeManifest } from '../support/listing-folder.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const framework = 'framework: scikit-learn';
const channels = 'channels: [{ name: train, contentTypes: [text/csv] }]';
const seeded = algorithm({ framework });
const scripted = (entry: string) =>
  algorithm({ framework, training: `training: { ${channels}, entry: ${entry} }` });

test('a script that is not there is a warning that names it, and the listing is generated', () => {
  const folder = generatedFolder(scripted('code/train.py'));
  const warning = `code/train.py:1:1: warning: \`training.entry\` names this script, and it does not exist [script-missing]
  because: it is yours and is never generated; its image cannot be built without it
  fix: put the script there, or correct the name in the manifest
`;
  expect(printProblems(run(folder).problems)).toContain(warning);
  mkdirSync(join(folder, 'code/train.py'), { recursive: true });
  expect(printProblems(run(folder).problems)).toContain(warning);
  rmSync(join(folder, 'code/train.py'), { recursive: true });
  writeFileSync(join(folder, 'code/train.py'), 'print("mine")\n');
  expect(run(folder).problems).toEqual([]);
  expect(text(folder, 'code/train.py')).toBe('print("mine")\n');
});

test('a listing in script mode has no other training code', () => {
  const folder = generatedFolder(scripted('train.py'));
  for (const path of ['src/training.ts', 'python/train.py', 'runtime/training/trainer.ts'])
    expect(existsSync(join(folder, path)), path).toBe(false);
  expect(text(folder, 'bin/train')).toContain('runtime/training/script.ts" train.py\n');
});

test('sellers who change to script mode lose nothing that they wrote, even if the script has the name of a seed', () => {
  const folder = generatedFolder(seeded);
  writeFileSync(join(folder, 'python/train.py'), 'print("edited")\n');
  writeManifest(folder, scripted('python/train.py'));
  expect(run(folder).status).toBe('written');
  expect(text(folder, 'python/train.py')).toBe('print("edited")\n');
  expect(existsSync(join(folder, 'src/training.ts'))).toBe(false);
  writeManifest(folder, seeded);
  expect(run(folder).status).toBe('written');
  expect(text(folder, 'python/train.py')).toBe('print("edited")\n');
  expect(existsSync(join(folder, 'src/training.ts'))).toBe(true);
});

test('a script that only defines `train` is refused by every command, with what to write', async () => {
  const folder = temporaryFolder();
  writeManifest(folder, scripted('train.py'));
  writeFileSync(join(folder, 'train.py'), 'import os\n\ndef train(hyperparameters):\n    pass\n');
  const problem = `train.py:3:1: error: this script defines \`train\`, and nothing calls it: the job would end at once with an empty model [script-only-defines-train]
  def train(hyperparameters):
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  because: SageMaker’s toolkits run the script as a program, as \`train\` does here; only the first containers, of MXNet and Chainer, called its functions
  fix: call it below:  if __name__ == "__main__": train(…) , with values from the command line, os.environ["SM_CHANNEL_TRAIN"] and so on, and save what it returns into os.environ["SM_MODEL_DIR"]
`;
  for (const command of ['validate', 'generate']) {
    const { code, err } = await runCommand([command], folder);
    expect([command, code, err.includes(problem)]).toEqual([command, 1, true]);
  }
  expect(existsSync(join(folder, 'Dockerfile'))).toBe(false);
  writeFileSync(
    join(folder, 'train.py'),
    'def train(a):\n    pass\n\nif __name__ == "__main__":\n    train(1)\n',
  );
  expect(run(folder).status).toBe('written');
});

describe('a script without an ending', () => {
  test('needs a first line that says what runs it', () => {
    const folder = temporaryFolder();
    writeManifest(folder, scripted('code/fit'));
    mkdirSync(join(folder, 'code'));
    writeFileSync(join(folder, 'code/fit'), 'import os\n');
    expect(printProblems(run(folder).problems)).toBe(
      `code/fit:1:1: error: \`training.entry\` names this file, and neither its name nor its first line says what runs it [script-without-interpreter]
  import os
  ^^^^^^^^^
  rule: a name that ends with .py is run with python3, one that ends with .sh by a shell, and any other by the program behind #! in its first line
  fix: begin it with a line  #!/usr/bin/env python3  or  #!/bin/sh ; a compiled program is started from a shell script
`,
    );
    writeFileSync(join(folder, 'code/fit'), '#!/bin/bash\ntrue\n');
    expect(run(folder).status).toBe('written');
  });

  test('in Python, its imports are looked at; in a shell, not', async () => {
    const folder = generatedFolder(scripted('code/fit'));
    mkdirSync(join(folder, 'code'), { recursive: true });
    writeFileSync(join(folder, 'code/fit'), '#!/usr/bin/env python3\nimport yaml\n');
    const words = async () => (await runCommand(['validate'], folder)).err;
    expect(await words()).toContain('code/fit:2:8: warning: `yaml` is imported');
    writeFileSync(join(folder, 'code/fit'), '#!/bin/sh\nimport yaml\n');
    expect(await words()).not.toContain('yaml` is imported');
  });
});
