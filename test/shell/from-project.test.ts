import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answersFrom } from '../../src/shell/answer-options.ts';
import { loadSource } from '../../src/shell/from-model/load-source.ts';
import { startFromSource } from '../../src/shell/from-model/start-from-source.ts';
import { reducedProjects } from '../project/reduced-projects.ts';
import { onFailingDisk } from '../support/failing-disk.ts';
import { pickledRidge } from '../support/pickled-estimator.ts';
import { preparedForTests } from '../support/prepared.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

function place(files: Files): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const inside = (folder: string, files: Files) =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => lstatSync(join(folder, path)).isFile())
    .sort();
}

const serving =
  'import joblib\n\ndef model_fn(model_dir):\n    return joblib.load(model_dir + "/model.joblib")\n';
const script = { 'code/inference.py': serving, 'model.joblib': pickledRidge };

test.each(reducedProjects)('$name: a listing is made, and it generates', async (project) => {
  const folder = place(inside('project', project.files));
  const before = filesOf(join(folder, 'project'));
  const { code, out } = await runCommand(['init', '--from', 'project', 'made', '--json'], folder);
  expect(code).toBe(0);
  const { grade, missing, problems, files } = JSON.parse(out);
  const lines = problems
    .filter((problem: { code: string }) => problem.code.startsWith('project-'))
    .map((one: { code: string; file: string; line: number }) =>
      `${one.code} ${one.file}:${one.line}`.replace('project/', ''),
    );
  expect([grade, lines.sort()]).toEqual([project.grade, [...(project.breaks ?? [])].sort()]);
  const expected = project.missing ?? [];
  expect(missing).toEqual(expected.map((part) => expect.stringContaining(part)));
  const manifest = readFileSync(join(folder, 'made/marketplace.yaml'), 'utf8');
  expect(manifest).toMatch(new RegExp(`^framework: (?:\\{ name: )?${project.framework}\\b`, 'm'));
  const entries = [...manifest.matchAll(/^ {2}entry: (\S+)/gm)].map(([, entry]) => entry);
  expect(entries).toEqual([project.entry, project.training].filter((entry) => entry !== undefined));
  expect(/^include: \[(.*)\]/m.exec(manifest)?.[1] ?? '').toBe((project.include ?? []).join(', '));
  for (const path of files) expect(existsSync(join(folder, 'made', path)), path).toBe(true);
  const generated = await runCommand(['generate', 'made', '--quiet'], folder);
  expect(generated).toMatchObject({ code: 0 });
  const requirements =
    readFileSync(join(folder, 'made/requirements.txt'), 'utf8').split('# Yours:\n')[1] ?? '';
  expect(requirements.trim().split('\n').filter(Boolean)).toEqual(project.packages ?? []);
  expect(filesOf(join(folder, 'project'))).toEqual(before);
});

test('of the reduced projects, no fewer run than today', () => {
  const running = reducedProjects.filter(({ grade }) => grade === 'runs');
  expect([reducedProjects.length, running.length]).toEqual([25, 9]);
});

test('what is found, assumed and missing is printed, and what breaks a rule with its line', async () => {
  const folder = place(
    inside('churn', {
      ...script,
      'code/inference.py': `${serving}\ndef predict_fn(data, model):\n    open("log.txt", "a").write("x")\n`,
      'code/table.csv': '1,2',
      'requirements.txt': 'joblib==1.3.2\nflask\n',
      'deploy.ipynb': '{"cells": []}',
    }),
  );
  const { code, out, err } = await runCommand(['init', '--from', 'churn', 'listing'], folder);
  expect(code).toBe(0);
  expect(out).toBe(`churn: a project

Found:
  code/inference.py  an inference script: model_fn, predict_fn
  model.joblib       a pickle of scikit-learn
  requirements.txt   2 packages

needs work: code/inference.py serves when what is missing is there

Assumed:
  the image needs no flask, which the code in it does not import
  1 notebook was not read: it is too large, no text, or one of too many

Missing:
  1. put right what breaks SageMaker’s rules: 1 place, below

listing/marketplace.yaml is written
the model is copied to listing/model/model.joblib (96 bytes)
listing/code/: copied or made for it
listing/samples/text-csv.csv, listing/samples/application-json.json: a record of zeros, which you replace

Next:
  cd listing
  sagemaker-mkt generate   # writes the listing; look at marketplace.yaml first
  pip install -r requirements.txt && npm start   # serves it
  curl --header 'Content-Type: text/csv' --data-binary @samples/text-csv.csv http://127.0.0.1:8080/invocations   # tries it, in a second terminal
  npm run rehearse   # tests it as AWS will
`);
  expect(err).toBe(`churn/code/inference.py:7:5: warning: it writes "log.txt" while it serves [project-writes]
      open("log.txt", "a").write("x")
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  rule: a container that serves writes into /tmp alone: its model is read-only, and everything else is gone with the instance
  fix: write below /tmp, as  tempfile  does, or keep it in memory

1 warning in 1 project
`);
  expect(filesOf(join(folder, 'listing/code'))).toEqual(['inference.py', 'table.csv']);
});

test('as JSON, the same for scripts', async () => {
  const folder = place(inside('churn', script));
  const { out } = await runCommand(['init', '--from', 'churn', 'listing', '--json'], folder);
  expect(JSON.parse(out)).toMatchObject({
    project: 'churn',
    grade: 'runs',
    found: [
      { path: 'code/inference.py', kind: 'inference-script' },
      { path: 'model.joblib', kind: 'model' },
    ],
    missing: [],
    manifest: 'listing/marketplace.yaml',
    files: ['model/model.joblib', 'code/inference.py'],
    problems: [],
  });
});

test('a training script gives an algorithm its channels and hyperparameters', async () => {
  const project = reducedProjects.find(({ name }) => name === 'a training script alone');
  const folder = place(inside('project', project?.files ?? {}));
  await runCommand(['init', '--from', 'project', 'made'], folder);
  const manifest = readFileSync(join(folder, 'made/marketplace.yaml'), 'utf8');
  expect(manifest).toContain(`training:
  image: separate           # or combined: one image that trains and serves
  entry: code/train.py   # your script, which trains as it is
  channels:
    - { name: train, contentTypes: [text/csv] }
    - { name: validation, contentTypes: [text/csv] }
  hyperparameters:          # what buyers may set; your script takes these: add min and max to numbers
    - { name: alpha, type: continuous, default: 0.5 }
    - { name: n-jobs, type: integer, default: 2 }
    - { name: kind, type: categorical, values: [a, b], default: "b" }
    - { name: note, type: free-text, default: "none" }
`);
});

test('a project that is the listing’s folder stays as it is, and gets what it lacks', async () => {
  const folder = place({ ...script, 'README.md': 'Ours.\n', 'requirements.txt': 'nltk\n' });
  const { code, out } = await runCommand(['init', '--from', '.', '--name', 'churn-score'], folder);
  expect(code).toBe(0);
  expect(out).toContain('marketplace.yaml is written\nthe model is copied to model/model.joblib');
  expect(out).toContain('requirements.txt stays as it is:  sagemaker-mkt generate --adopt  adds');
  expect(filesOf(folder)).toEqual([
    'README.md',
    'code/inference.py',
    'marketplace.yaml',
    'model.joblib',
    'model/model.joblib',
    'requirements.txt',
    'samples/application-json.json',
    'samples/text-csv.csv',
  ]);
  expect(readFileSync(join(folder, 'requirements.txt'), 'utf8')).toBe('nltk\n');
});

test('in place, a script in a folder of the generator is copied out of it', async () => {
  const folder = place({ 'scripts/inference.py': serving, 'model/model.joblib': pickledRidge });
  const { code } = await runCommand(['init', '--from', '.', '--name', 'churn-score'], folder);
  expect(code).toBe(0);
  expect(readFileSync(join(folder, 'marketplace.yaml'), 'utf8')).toContain('entry: code/inference.py');
  expect(readFileSync(join(folder, 'code/inference.py'), 'utf8')).toBe(serving);
});

test('a listing within the project is no part of it', async () => {
  const folder = place({ ...script, 'listing/code.py': 'def model_fn(d): ...\n' });
  const { code } = await runCommand(['init', '--from', '.', 'listing'], folder);
  expect(code).toBe(0);
  expect(filesOf(join(folder, 'listing'))).toContain('code/inference.py');
});

test('links out of the project, pipes and what others have written are passed over, which is said', async () => {
  const folder = place(
    inside('churn', {
      ...script,
      'venv/lib/app.py': 'import flask\napp = flask.Flask("a")\n',
      'node_modules/a/inference.py': serving,
    }),
  );
  symlinkSync('/etc/passwd', join(folder, 'churn/secret.py'));
  symlinkSync('/dev/zero', join(folder, 'churn/zero.py'));
  symlinkSync('..', join(folder, 'churn/circle'));
  symlinkSync('nowhere', join(folder, 'churn/nowhere.py'));
  symlinkSync('code/inference.py', join(folder, 'churn/linked.py'));
  const { code, out } = await runCommand(['init', '--from', 'churn', 'a'], folder);
  expect(code).toBe(0);
  expect(out).toContain(
    'circle, nowhere.py, secret.py and 1 more: a link out of the project, or to nowhere, is not followed',
  );
  expect(filesOf(join(folder, 'a/code'))).toEqual(['inference.py']);
});

test('files of 10 GB in a project cost no time and no memory', () => {
  const folder = place(
    inside('churn', {
      ...script,
      'big.py': 'import os\n',
      'big.ipynb': '{"cells": [',
      'big.joblib': 'x',
      'requirements.txt': 'x',
      'environment.yml': 'a:',
      Dockerfile: 'FROM a:1\n',
    }),
  );
  for (const name of [
    'big.py',
    'big.ipynb',
    'big.joblib',
    'requirements.txt',
    'environment.yml',
    'Dockerfile',
  ])
    truncateSync(join(folder, 'churn', name), 10e9);
  const prepared = preparedForTests();
  const before = process.memoryUsage().rss;
  const begun = performance.now();
  const loaded = loadSource(prepared, 'churn', { cwd: folder, listing: join(folder, 'a') });
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
  expect(loaded.ok && loaded.value.kind).toBe('project');
});

test.each([
  [
    'two scripts side by side',
    { 'code/a.py': serving, 'code/b.py': serving },
    'churn holds 2 inference scripts: code/a.py, code/b.py',
    '--from churn/code/a.py',
  ],
  [
    'two projects in one folder',
    { 'one/code/inference.py': serving, 'two/code/inference.py': serving },
    'churn holds 2 inference scripts',
    'name the folder of one of them, such as  --from churn/one',
  ],
  [
    'code that does neither',
    { 'a.py': 'print(1)\n' },
    'churn has 1 Python file, none of which serves or trains',
    'sagemaker-mkt init --framework python',
  ],
  ['texts', { 'a.md': 'x' }, 'churn is no kind of model that this tool knows', 'export it to ONNX'],
])('of %s no listing is made, and it is said what to do', async (_what, files, what, fix) => {
  const folder = place(inside('churn', files));
  const { code, out, err } = await runCommand(['init', '--from', 'churn', 'a'], folder);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(what);
  expect(err).toContain(fix);
  expect(existsSync(join(folder, 'a'))).toBe(false);
});

test.each(['deploy.ipynb', 'Dockerfile', 'pyproject.toml'])(
  '%s is not the project, and its folder is',
  async (name) => {
    const folder = place(inside('churn', { [name]: '{}' }));
    const { code, err } = await runCommand(['init', '--from', `churn/${name}`, 'a'], folder);
    expect(code).toBe(1);
    expect(err).toContain(`churn/${name} is a file of a project, and no model`);
    expect(err).toContain('--from churn');
  },
);

test('a script that is named is taken, where its folder has several', async () => {
  const folder = place(inside('churn', { 'code/a.py': serving, 'code/b.py': serving }));
  expect(await runCommand(['init', '--from', 'churn/code/b.py', 'made'], folder)).toMatchObject({ code: 0 });
  expect(readFileSync(join(folder, 'made/marketplace.yaml'), 'utf8')).toContain('entry: b.py');
});

test.each([
  ['a manifest', { 'made/marketplace.yaml': 'version: 1\n' }, 'a manifest already exists here'],
  ['code', { 'made/code/other.py': 'x' }, 'made/code has files already'],
  ['a model', { 'made/model/other.pkl': 'x' }, 'made/model has files already'],
])('with %s in the listing, nothing is written', async (_what, files, says) => {
  const folder = place({ ...inside('churn', script), ...files });
  const before = filesOf(folder);
  const { code, err } = await runCommand(['init', '--from', 'churn', 'made'], folder);
  expect(code).toBe(1);
  expect(err).toContain(says);
  expect(readdirSync(folder, { recursive: true }).filter((path) => String(path).includes('.new'))).toEqual(
    [],
  );
  expect(filesOf(folder)).toEqual(before);
});

test('on a full disk, all is as it was before, wherever it becomes full', () => {
  const prepared = preparedForTests();
  let faults = 0;
  for (let change = 1; change < 30; change += 1) {
    const folder = place(inside('churn', { ...script, 'code/inference.py': `import nltk\n${serving}` }));
    const listing = join(folder, 'deep/listing');
    const loaded = loadSource(prepared, 'churn', { cwd: folder, listing });
    if (!loaded.ok) throw new Error(loaded.reason.what);
    const answers = answersFrom(new Map(), listing, loaded.value.answers);
    const start = () =>
      startFromSource(prepared, answers, listing, loaded.value, { cwd: folder, dryRun: false });
    try {
      onFailingDisk('full', change, start);
      expect(readdirSync(listing)).toEqual(
        expect.arrayContaining(['code', 'marketplace.yaml', 'model', 'requirements.txt']),
      );
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
      expect(readdirSync(folder)).toEqual(['churn']);
      faults += 1;
    }
  }
  expect(faults).toBeGreaterThan(4);
});
