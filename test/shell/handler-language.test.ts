import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printProblems } from '../../src/problem/print-problems.ts';
import { exitCodeFor } from '../../src/shell/exit-code.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { edit, generatedFolder, run, snapshot, text, writeManifest } from '../support/listing-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const framework = 'framework: scikit-learn';
const inPython = modelPackage({ framework });
const inTypeScript = modelPackage({ framework, inference: 'inference: { language: typescript }' });

test('a handler in TypeScript that was never edited goes where Python alone answers', () => {
  const folder = generatedFolder(inTypeScript);
  writeManifest(folder, inPython);
  expect(run(folder)).toMatchObject({ status: 'written', problems: [] });
  expect(existsSync(join(folder, 'src'))).toBe(false);
  expect(snapshot(folder)).toEqual(snapshot(generatedFolder(inPython)));
});

test('an edited one stops the listing, until the manifest says its language', () => {
  const folder = generatedFolder(inTypeScript);
  edit(folder, 'src/inference.ts', /$/, '// mine\n');
  writeManifest(folder, inPython);
  const before = snapshot(folder);
  for (const dryRun of [true, false]) {
    const { status, problems } = run(folder, { dryRun });
    expect([status, exitCodeFor(problems), printProblems(problems)]).toEqual([
      'refused',
      3,
      'src/inference.ts:1:1: conflict: this handler is yours, and nothing runs it: the manifest says that the handler is another file [unused-handler]\n' +
        '  fix: say  language: typescript  under `inference` in the manifest, which runs it as before, or delete it, and run  sagemaker-mkt generate  again\n',
    ]);
    expect(snapshot(folder)).toEqual(before);
  }
  writeManifest(folder, inTypeScript);
  expect(run(folder)).toMatchObject({ status: 'unchanged', problems: [] });
  expect(text(folder, 'src/inference.ts')).toContain('// mine\n');
});

test('deleting it is the other way out', () => {
  const folder = generatedFolder(inTypeScript);
  edit(folder, 'src/inference.ts', /$/, '// mine\n');
  rmSync(join(folder, 'src/inference.ts'));
  writeManifest(folder, inPython);
  expect(run(folder)).toMatchObject({ status: 'written', problems: [] });
});

test('one that was never generated stops a listing that is new as well', () => {
  const folder = temporaryFolder();
  writeManifest(folder, inPython);
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src/inference.ts'), '// mine\n');
  const before = snapshot(folder);
  expect(run(folder)).toMatchObject({ status: 'refused', problems: [{ code: 'unused-handler' }] });
  expect(snapshot(folder)).toEqual(before);
});

test('`regenerate.keep` does not hide that nothing runs it', () => {
  const kept = 'regenerate: { keep: [src] }\n';
  const folder = generatedFolder(inTypeScript);
  edit(folder, 'src/inference.ts', /$/, '// mine\n');
  writeManifest(folder, inPython + kept);
  expect(run(folder)).toMatchObject({ status: 'refused', problems: [{ code: 'unused-handler' }] });
});

test('with Flask, what is left of another framework’s handler is as any other file', () => {
  const folder = generatedFolder(inTypeScript);
  edit(folder, 'src/inference.ts', /$/, '// mine\n');
  writeManifest(folder, modelPackage({ framework: 'framework: flask' }));
  const { problems, changes } = run(folder);
  expect(problems).toEqual([]);
  expect(changes.find(({ path }) => path === 'src/inference.ts')).toMatchObject({
    kind: 'keep',
    isTold: true,
  });
});
