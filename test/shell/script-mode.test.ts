import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printProblems } from '../../src/problem/print-problems.ts';
import { algorithm } from '../support/expect-problems.ts';
import { generatedFolder, run, text, writeManifest } from '../support/listing-folder.ts';

const framework = 'framework: scikit-learn';
const channels = 'channels: [{ name: train, contentTypes: [text/csv] }]';
const seeded = algorithm({ framework });
const scripted = (entry: string) =>
  algorithm({ framework, training: `training: { ${channels}, entry: ${entry} }` });

test('a script that is not there is a warning that names it, and the listing is generated', () => {
  const folder = generatedFolder(scripted('code/train.py'));
  const warning = `code/train.py:1:1: warning: \`training.entry\` names this script, and it does not exist [script-missing]
  because: it is yours and is never generated; the training image cannot be built without it
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
