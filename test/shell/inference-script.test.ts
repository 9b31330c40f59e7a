import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printProblems } from '../../src/problem/print-problems.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { generatedFolder, run, text, writeManifest } from '../support/listing-folder.ts';
import { runCommand } from '../support/run-command.ts';

const seeded = (name: string) => modelPackage({ framework: `framework: ${name}` });
const scripted = (name: string) =>
  modelPackage({ framework: `framework: ${name}`, inference: 'inference: { entry: code/inference.py }' });

test('a script that is not there is a warning, and a listing with it has no other handler', () => {
  const folder = generatedFolder(scripted('scikit-learn'));
  expect(printProblems(run(folder).problems)).toContain(
    'code/inference.py:1:1: warning: `inference.entry` names this script, and it does not exist [script-missing]',
  );
  expect(existsSync(join(folder, 'python'))).toBe(false);
  expect(text(folder, 'Dockerfile')).toContain('COPY ["code/","/opt/program/code/"]');
});

test('a script without `model_fn` is refused where the framework has no default', () => {
  for (const [name, isRefused] of [
    ['scikit-learn', true],
    ['pytorch', false],
    ['transformers', false],
  ] as const) {
    const folder = generatedFolder(scripted(name));
    mkdirSync(join(folder, 'code'));
    writeFileSync(join(folder, 'code/inference.py'), 'def predict_fn(data, model):\n    return data\n');
    const printed = printProblems(run(folder).problems);
    expect(printed.includes('`inference.entry` names this script, and it has no `model_fn`')).toBe(isRefused);
  }
});

test('a script may import what SageMaker’s containers have, and a package that nothing brings is told', async () => {
  const folder = generatedFolder(scripted('xgboost'));
  mkdirSync(join(folder, 'code'));
  const script = `import sagemaker_xgboost_container.encoder as encoders
from sagemaker_containers.beta.framework import worker
from sagemaker_inference import content_types
import boto3

def model_fn(model_dir): ...
`;
  writeFileSync(join(folder, 'code/inference.py'), script);
  const { err } = await runCommand(['validate'], folder);
  expect(err).toContain('code/inference.py:4:8: warning: `boto3` is imported');
  expect(err.match(/import-not-installed/g)).toHaveLength(1);
});

test('no stand-in for a package of SageMaker is told to be missing', async () => {
  const folder = generatedFolder(scripted('python'));
  const names =
    text(folder, 'runtime/entry/modules/sitecustomize.py').match(/"sagemaker_\w+"(?=[,)])/g) ?? [];
  expect(names).toHaveLength(4);
  mkdirSync(join(folder, 'code'));
  const imports = names.map((name) => `import ${JSON.parse(name)}\n`).join('');
  writeFileSync(join(folder, 'code/inference.py'), `${imports}\ndef model_fn(model_dir): ...\n`);
  const { err } = await runCommand(['validate'], folder);
  expect(err).not.toContain('import-not-installed');
});

test('sellers who change to a script lose no handler that they wrote', () => {
  const folder = generatedFolder(seeded('scikit-learn'));
  writeFileSync(join(folder, 'python/model.py'), 'print("mine")\n');
  writeManifest(folder, scripted('scikit-learn'));
  const { status, problems } = run(folder);
  expect(status).toBe('refused');
  expect(printProblems(problems)).toContain('fix: remove `inference.entry` from the manifest');
  expect(text(folder, 'python/model.py')).toBe('print("mine")\n');
});
