import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printProblems } from '../../src/problem/print-problems.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { generatedFolder, renamed, run, text, writeManifest } from '../support/listing-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('what is unchanged keeps its time stamp, also when something else changes', () => {
  const folder = generatedFolder();
  const old = new Date(1_000_000_000_000);
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    utimesSync(join(folder, path), old, old);
  writeFileSync(join(folder, 'marketplace.yaml'), renamed);
  const { status, changes } = run(folder);
  expect(status).toBe('written');
  const touched = changes.filter(({ kind }) => kind === 'update').map(({ path }) => path as string);
  expect(touched).toEqual(['Dockerfile', 'README.md', 'package.json']);
  for (const { path } of changes)
    expect(statSync(join(folder, path)).mtimeMs !== old.getTime(), path).toBe(touched.includes(path));
});

test('an edited seed and an edited merge file stay, and what the seller deleted stays deleted', () => {
  const folder = generatedFolder();
  writeFileSync(join(folder, 'src/inference.ts'), '// mine\n');
  writeFileSync(join(folder, 'scripts/run.sh'), '# mine\n');
  rmSync(join(folder, '.gitignore'));
  writeFileSync(join(folder, 'marketplace.yaml'), renamed);
  expect(run(folder).status).toBe('written');
  expect(readFileSync(join(folder, 'src/inference.ts'), 'utf8')).toBe('// mine\n');
  expect(readFileSync(join(folder, 'scripts/run.sh'), 'utf8')).toBe('# mine\n');
  expect(existsSync(join(folder, '.gitignore'))).toBe(false);
});

test('what the manifest no longer calls for goes, with its empty folder, unless it was edited', () => {
  const csvOnly = modelPackage({
    contentTypes: 'contentTypes: { input: [text/csv], output: [application/json] }',
  });
  const folder = generatedFolder();
  writeFileSync(join(folder, 'marketplace.yaml'), csvOnly);
  run(folder);
  expect(readdirSync(join(folder, 'samples'))).toEqual(['text-csv.csv']);
  const edited = generatedFolder();
  writeFileSync(join(edited, 'samples/application-json.json'), '[1]');
  writeFileSync(join(edited, 'marketplace.yaml'), csvOnly);
  run(edited);
  expect(readdirSync(join(edited, 'samples'))).toEqual(['application-json.json', 'text-csv.csv']);
});

test('the folder of a bundled model is there from the start, and says what belongs into it', () => {
  const folder = generatedFolder();
  expect(text(folder, 'model/README.md')).toContain('`src/inference.ts` can read them');
  writeManifest(folder, modelPackage({ framework: 'framework: scikit-learn' }));
  run(folder);
  expect(text(folder, 'model/README.md')).toContain('reads one .joblib or .pkl file');
  writeFileSync(join(folder, 'model/README.md'), 'mine\n');
  writeManifest(folder, modelPackage({ framework: 'framework: lightgbm' }));
  run(folder);
  expect(text(folder, 'model/README.md')).toBe('mine\n');
  rmSync(join(folder, 'model/README.md'));
  expect(run(folder)).toMatchObject({ status: 'unchanged' });
  expect(readdirSync(join(folder, 'model'))).toEqual([]);
});

test('a folder with a model, a link to one, and a name that is taken get no note', () => {
  const full = temporaryFolder();
  mkdirSync(join(full, 'model'));
  writeFileSync(join(full, 'model/weights.json'), '{}');
  const linked = temporaryFolder();
  symlinkSync(join(full, 'model'), join(linked, 'model'));
  for (const folder of [full, linked]) {
    writeManifest(folder, modelPackage());
    expect(run(folder)).toMatchObject({ status: 'written', problems: [] });
    expect(readdirSync(join(folder, 'model'))).toEqual(['weights.json']);
  }
  const taken = temporaryFolder();
  writeManifest(taken, modelPackage({ artifacts: 'artifacts: { mode: bundled, path: Dockerfile }' }));
  expect(run(taken).status).toBe('written');
});

test('a path under regenerate.keep is never written', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'Dockerfile'), 'FROM mine\n');
  writeFileSync(
    join(folder, 'marketplace.yaml'),
    modelPackage({ regenerate: 'regenerate: { keep: [Dockerfile, scripts] }' }),
  );
  expect(run(folder).status).toBe('written');
  expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe('FROM mine\n');
  expect(existsSync(join(folder, 'scripts'))).toBe(false);
});

test.each([
  ['a generated file', 'README.md'],
  ['a generated folder', 'runtime'],
  ['the folder of the state', '.sagemaker-mkt'],
  ['a folder inside the state', '.sagemaker-mkt/base'],
])('a link in the place of %s is not followed, and nothing is written', (_, path) => {
  const folder = generatedFolder();
  const outside = temporaryFolder();
  rmSync(join(folder, path), { recursive: true });
  symlinkSync(outside, join(folder, path));
  writeFileSync(join(folder, 'marketplace.yaml'), renamed);
  const outcome = run(folder);
  expect([outcome.status, printProblems(outcome.problems)]).toEqual([
    'refused',
    expect.stringContaining('[symbolic-link]'),
  ]);
  expect(readdirSync(outside)).toEqual([]);
});

test('a link under regenerate.keep is the seller’s, and no obstacle', () => {
  const folder = generatedFolder();
  rmSync(join(folder, 'Dockerfile'));
  symlinkSync('/dev/null', join(folder, 'Dockerfile'));
  expect(printProblems(run(folder).problems)).toContain('regenerate: { keep: [Dockerfile] }');
  writeManifest(folder, `${renamed}regenerate: { keep: [Dockerfile] }\n`);
  expect(run(folder)).toMatchObject({ status: 'written', problems: [] });
  expect(readlinkSync(join(folder, 'Dockerfile'))).toBe('/dev/null');
});

test('a folder in the place of a file is shown', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'Dockerfile'));
  writeFileSync(join(folder, 'marketplace.yaml'), modelPackage());
  expect(printProblems(run(folder).problems)).toContain('Dockerfile:1:1: conflict: this is a folder');
});

test('a file in the place of our own folder is in the way, and stays', () => {
  const folder = temporaryFolder();
  writeManifest(folder, modelPackage());
  writeFileSync(join(folder, '.sagemaker-mkt'), 'mine\n');
  expect(printProblems(run(folder).problems)).toMatch(
    /^\.sagemaker-mkt:1:1: conflict: this is a file, but a folder .* \[file-in-the-way\]\n/,
  );
  expect(readdirSync(folder).sort()).toEqual(['.sagemaker-mkt', 'marketplace.yaml']);
});
