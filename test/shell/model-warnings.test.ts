import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { printProblems } from '../../src/problem/print-problems.ts';
import { modelWarnings } from '../../src/shell/model-warnings.ts';
import { placeListing, resolveText } from '../support/build-listing.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const inS3 = modelPackage({
  artifacts: 'artifacts: { mode: s3, path: trained, s3Uri: s3://models/churn/model.tar.gz }',
});

/** The warnings of a listing that was generated, with these files of the seller. */
function warningsOf(yaml: string, files: Readonly<Record<string, string>>, isGenerated = true): string {
  const cwd = temporaryFolder();
  const folder = join(cwd, 'churn');
  placeListing(folder, yaml);
  if (isGenerated) put(folder, '.sagemaker-mkt/lock.json', '{}');
  for (const [path, text] of Object.entries(files)) put(folder, path, text);
  const place = { listing: resolveText(yaml), manifest: 'churn/marketplace.yaml', folder, cwd };
  return printProblems(modelWarnings(place));
}

function put(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

test('a generated listing without a model says what to copy where', () => {
  expect(warningsOf(modelPackage(), {})).toBe(
    `churn/marketplace.yaml:1:1: warning: \`model/\` holds no model yet [artifacts-present]
  fix: copy the files of your model into model/
`,
  );
  expect(warningsOf(modelPackage({ framework: 'framework: scikit-learn' }), {})).toContain(
    '  fix: copy one .joblib or .pkl file, under any name, into model/\n',
  );
  expect(warningsOf(inS3, {})).toContain('`trained/` holds no model yet');
  expect(warningsOf(inS3, { trained: 'a file' })).toContain('`trained/` holds no model yet');
});

test('nothing is said of a model that is there, of an algorithm, or before the first run', () => {
  expect(warningsOf(modelPackage(), { 'model/linear-model.json': '{}' })).toBe('');
  expect(warningsOf(inS3, { 'trained/deep/weights': '' })).toBe('');
  expect(warningsOf(algorithm(), {})).toBe('');
  expect(warningsOf(modelPackage(), {}, false)).toBe('');
});

const model = { 'model/weights': '1' };

test('code that looks for a bundled model where SageMaker unpacks others is told, with its line', () => {
  const yaml = modelPackage({ framework: 'framework: scikit-learn' });
  const code =
    'import joblib\n# "/opt/ml/model" is for others\nmodel = joblib.load("/opt/ml/model/a.joblib")\n';
  expect(warningsOf(yaml, { ...model, 'python/deep/own.py': code })).toBe(
    `churn/python/deep/own.py:3:1: warning: this names /opt/ml/model, and the model of this product is not there [artifacts-elsewhere]
  because: it is bundled: in the image it lies in /opt/program/model, and SageMaker puts nothing into /opt/ml/model
  fix: read it from the \`model_dir\` that \`load\` gets, which names its folder here and in the image
`,
  );
  const inTypescript = { ...model, 'src/own.ts': "export const folder = '/opt/ml/model';\n" };
  expect(warningsOf(modelPackage(), inTypescript)).toContain('the `modelDir` that `load` gets');
});

test('code of a Flask app may have a place for when its variable is missing', () => {
  const yaml = modelPackage({ framework: 'framework: flask' });
  const sound = 'folder = os.environ.get("SM_MODEL_DIR", "/opt/ml/model")\n';
  expect(warningsOf(yaml, { ...model, 'own.py': sound })).toBe('');
  expect(warningsOf(yaml, { ...model, 'own.py': "PREFIX = '/opt/ml/'\nopen('/opt/ml/model/a')\n" })).toMatch(
    /^churn\/own\.py:2:1: .*\n.*\n {2}fix: read it from os\.environ\["SM_MODEL_DIR"\]/,
  );
});

test('where SageMaker unpacks the model, code may name its folder', () => {
  const files = { 'trained/weights': '1', 'src/own.ts': "export const folder = '/opt/ml/model';\n" };
  expect(warningsOf(inS3, files)).toBe('');
});

test('no code that is generated names the folder', () => {
  for (const name of ['typescript', 'onnxruntime', 'tensorflow-js', 'scikit-learn', 'xgboost', 'flask'])
    expect(warningsOf(modelPackage({ framework: `framework: ${name}` }), model)).toBe('');
});
