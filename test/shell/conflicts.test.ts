import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainPaint, printProblems } from '../../src/problem/print-problems.ts';
import { printChanges } from '../../src/report/print-changes.ts';
import { exitCodeFor } from '../../src/shell/exit-code.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import {
  edit,
  edited,
  generatedFolder,
  renamed,
  run,
  snapshot,
  text,
  writeManifest,
} from '../support/listing-folder.ts';

test('an edit and news in different parts of a file go together', () => {
  const folder = generatedFolder();
  edit(folder, 'Dockerfile', /^COPY /m, 'ENV MINE=1\nCOPY ');
  writeManifest(folder, renamed);
  const { status, problems, changes } = run(folder);
  expect([status, problems]).toEqual(['written', []]);
  expect(changes.find(({ path }) => path === 'Dockerfile')?.kind).toBe('merge');
  expect(text(folder, 'Dockerfile')).toMatch(/ENV MINE=1\n[\s\S]*Another title/);
});

test('a dependency that the seller added to package.json stays beside what the generator changes', () => {
  const folder = generatedFolder();
  edit(
    folder,
    'package.json',
    '"devDependencies"',
    '"dependencies": {\n    "mine": "1.0.0"\n  },\n  "devDependencies"',
  );
  writeManifest(folder, renamed);
  expect(run(folder).problems).toEqual([]);
  expect(JSON.parse(text(folder, 'package.json'))).toMatchObject({
    description: 'Another title',
    dependencies: { mine: '1.0.0' },
  });
});

test('an edit and news in the same part are marked, and a run after resolving is clean', () => {
  const folder = generatedFolder();
  edit(folder, 'README.md', '# Churn scorer', '# My own heading');
  writeManifest(folder, renamed);
  const { status, problems } = run(folder);
  expect([status, exitCodeFor(problems), printProblems(problems)]).toEqual([
    'written',
    3,
    'README.md:1:1: conflict: you and the generator changed the same part of this file [both-changed]\n' +
      '  fix: edit the marked part so that it says what you want, remove the marks, and run  sagemaker-mkt generate  again\n',
  ]);
  expect(text(folder, 'README.md')).toContain(
    '<<<<<<< yours\n# My own heading\n||||||| last generated\n# Churn scorer\n=======\n# Another title\n>>>>>>> newly generated\n',
  );
  expect(text(folder, 'Dockerfile')).toContain('Another title');
  const again = run(folder);
  expect([again.status, again.problems.map(({ code }) => code)]).toEqual(['unchanged', ['marks-left']]);
  edit(folder, 'README.md', /<{7} yours\n([\s\S]*?)\|{7} [\s\S]*?>{7} .*\n/, '$1');
  expect(run(folder)).toMatchObject({ status: 'unchanged', problems: [] });
  expect(text(folder, 'README.md')).toMatch(/^# My own heading\n/);
});

test('marks that are left do not keep the other files from following the manifest', () => {
  const folder = generatedFolder();
  edit(folder, 'README.md', '# Churn scorer', '# My own heading');
  writeManifest(folder, renamed);
  run(folder);
  const marked = text(folder, 'README.md');
  writeManifest(folder, renamed.replace('Another title', 'Third title'));
  expect(run(folder)).toMatchObject({ status: 'written', problems: [{ code: 'marks-left' }] });
  expect(text(folder, 'README.md')).toBe(marked);
  expect(text(folder, 'Dockerfile')).toContain('Third title');
  edit(folder, 'README.md', /<{7} yours\n[\s\S]*?={7}\n([\s\S]*?)>{7} .*\n/, '$1');
  expect(run(folder)).toMatchObject({ status: 'written', problems: [] });
  expect(text(folder, 'README.md')).toMatch(/^# Third title\n/);
});

test('an edited file of the generator stops the whole listing, and the message says both ways out', () => {
  const folder = generatedFolder();
  edit(folder, 'runtime/log.ts', /$/, '// mine\n');
  writeManifest(folder, renamed);
  const before = snapshot(folder);
  const outcome = run(folder);
  expect([outcome.status, printProblems(outcome.problems)]).toEqual([
    'refused',
    'runtime/log.ts:1:1: conflict: this file is the generator’s, and it was edited [own-edited]\n' +
      '  fix: get the generated text with  sagemaker-mkt generate --restore runtime/log.ts , which sets yours aside in .sagemaker-mkt/kept, or keep yours with  regenerate: { keep: [runtime/log.ts] }  in the manifest\n',
  ]);
  expect(snapshot(folder)).toEqual(before);
  const kept = `${renamed}regenerate: { keep: [runtime/log.ts] }\n`;
  writeManifest(folder, kept);
  expect(run(folder)).toMatchObject({ status: 'written', problems: [] });
  expect(text(folder, 'runtime/log.ts')).toContain('// mine\n');
});

test('--restore writes the generated text, and sets aside what was there under a name of its own each time', () => {
  const folder = generatedFolder();
  const generated = text(folder, 'runtime/log.ts');
  for (const mine of ['// first\n', '// second\n']) {
    writeFileSync(join(folder, 'runtime/log.ts'), mine);
    expect(run(folder, { restore: ['runtime'] })).toMatchObject({ status: 'written', problems: [] });
    expect(text(folder, 'runtime/log.ts')).toBe(generated);
  }
  expect(text(folder, '.sagemaker-mkt/kept/runtime/log.ts')).toBe('// first\n');
  expect(text(folder, '.sagemaker-mkt/kept/runtime/log.ts.2')).toBe('// second\n');
  rmSync(join(folder, 'Dockerfile'));
  expect(run(folder).status).toBe('unchanged');
  run(folder, { restore: ['Dockerfile'] });
  expect(existsSync(join(folder, 'Dockerfile'))).toBe(true);
});

test('a path that is kept and later released continues from its last generated text', () => {
  const kept = 'regenerate: { keep: [Dockerfile, runtime/contract.ts] }\n';
  const folder = generatedFolder();
  writeManifest(folder, modelPackage() + kept);
  expect(run(folder).status).toBe('unchanged');
  writeManifest(folder, renamed + kept);
  run(folder);
  expect(text(folder, 'Dockerfile')).not.toContain('Another title');
  writeManifest(folder, renamed);
  expect(run(folder)).toMatchObject({ status: 'written', problems: [] });
  expect(snapshot(folder)).toEqual(snapshot(generatedFolder(renamed)));
});

test('files of the generator’s own that are gone come back; what else the seller deleted stays deleted', () => {
  const folder = generatedFolder();
  rmSync(join(folder, 'runtime'), { recursive: true });
  rmSync(join(folder, 'Dockerfile'));
  expect(run(folder)).toMatchObject({ status: 'written', problems: [] });
  expect([
    existsSync(join(folder, 'runtime/serving/server.ts')),
    existsSync(join(folder, 'Dockerfile')),
  ]).toEqual([true, false]);
});

test('a real run says which files wait for the seller, though it left them alone', () => {
  const folder = generatedFolder(modelPackage({ framework: 'framework: onnxruntime' }));
  edit(folder, 'src/inference.ts', /$/, '// mine\n');
  writeManifest(folder, modelPackage());
  expect(printChanges(run(folder), plainPaint)).toContain(
    '  keep      src/inference.ts  yours, though the manifest now asks for another framework\n',
  );
});

test('a plan describes future conflicts, and not existing marks', () => {
  const folder = generatedFolder();
  edit(folder, 'README.md', '# Churn scorer', '# My own heading');
  writeManifest(folder, renamed);
  expect(printProblems(run(folder, { dryRun: true }).problems)).toContain(
    'README.md:1:1: conflict: you and the generator changed the same part of this file [both-changed]\n' +
      '  fix: run  sagemaker-mkt generate ; then both texts are in the file between marks',
  );
});

test('a file that is no longer called for and holds work stays, and is merged when it is called for again', () => {
  const folder = generatedFolder(algorithm());
  const mine = edited(folder, 'Dockerfile.training', /$/, '# mine\n');
  writeManifest(folder, modelPackage());
  const { changes } = run(folder);
  expect(changes.find(({ path }) => path === 'Dockerfile.training')).toMatchObject({
    kind: 'keep',
    because: 'the manifest no longer calls for it, but it holds your work',
  });
  expect(existsSync(join(folder, 'src/training.ts'))).toBe(false);
  expect(run(folder).status).toBe('unchanged');
  writeManifest(folder, algorithm());
  expect(run(folder)).toMatchObject({ status: 'written', problems: [] });
  expect(text(folder, 'Dockerfile.training')).toBe(mine);
});

test('a dry run says the same and writes nothing', () => {
  const folder = generatedFolder();
  edit(folder, 'README.md', '# Churn scorer', '# My own heading');
  edit(folder, 'Dockerfile', /^COPY /m, 'ENV MINE=1\nCOPY ');
  rmSync(join(folder, '.gitignore'));
  writeManifest(folder, renamed);
  const before = snapshot(folder);
  const plan = run(folder, { dryRun: true });
  expect(plan.status).toBe('planned');
  expect(snapshot(folder)).toEqual(before);
  const kinds = (changes: typeof plan.changes) =>
    changes.filter(({ kind }) => kind !== 'same').map(({ kind, path }) => `${kind} ${path}`);
  expect(kinds(plan.changes)).toEqual(kinds(run(folder).changes));
  expect(kinds(plan.changes)).toEqual([
    'keep .gitignore',
    'merge Dockerfile',
    'conflict README.md',
    'update package.json',
  ]);
});
