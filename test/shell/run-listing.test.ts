import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { printProblems } from '../../src/problem/print-problems.ts';
import { type ListingOutcome, runListing } from '../../src/shell/run-listing.ts';
import { bin } from '../support/built.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { preparedForTests } from '../support/prepared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const renamed = modelPackage({
  product: 'product: { type: model-package, name: churn-scorer, title: Another title }',
});

test('what is unchanged keeps its time stamp, also when something else changes', () => {
  const folder = generated();
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
  const folder = generated();
  writeFileSync(join(folder, 'src/inference.ts'), '// mine\n');
  writeFileSync(join(folder, 'scripts/run.sh'), '# mine\n');
  rmSync(join(folder, '.gitignore'));
  writeFileSync(join(folder, 'marketplace.yaml'), renamed);
  expect(run(folder).status).toBe('written');
  expect(readFileSync(join(folder, 'src/inference.ts'), 'utf8')).toBe('// mine\n');
  expect(readFileSync(join(folder, 'scripts/run.sh'), 'utf8')).toBe('# mine\n');
  expect(existsSync(join(folder, '.gitignore'))).toBe(false);
});

test('an edit that meets news stops the whole listing, and shows the file', () => {
  const folder = generated();
  writeFileSync(join(folder, 'Dockerfile'), 'FROM mine\n');
  writeFileSync(join(folder, 'marketplace.yaml'), renamed);
  const before = snapshot(folder);
  const outcome = run(folder);
  expect([outcome.status, printProblems(outcome.problems)]).toEqual([
    'refused',
    expect.stringContaining('Dockerfile:1:1: conflict: you edited this file'),
  ]);
  expect(snapshot(folder)).toEqual(before);
});

test('what the manifest no longer calls for goes, with its empty folder, unless it was edited', () => {
  const csvOnly = modelPackage({
    contentTypes: 'contentTypes: { input: [text/csv], output: [application/json] }',
  });
  const folder = generated();
  writeFileSync(join(folder, 'marketplace.yaml'), csvOnly);
  run(folder);
  expect(readdirSync(join(folder, 'samples'))).toEqual(['text-csv.csv']);
  const edited = generated();
  writeFileSync(join(edited, 'samples/application-json.json'), '[1]');
  writeFileSync(join(edited, 'marketplace.yaml'), csvOnly);
  run(edited);
  expect(readdirSync(join(edited, 'samples'))).toEqual(['application-json.json', 'text-csv.csv']);
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
  const folder = generated();
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

test('a folder in the place of a file is shown', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'Dockerfile'));
  writeFileSync(join(folder, 'marketplace.yaml'), modelPackage());
  expect(printProblems(run(folder).problems)).toContain('Dockerfile:1:1: conflict: this is a folder');
});

test('a damaged lock is not trusted', () => {
  const folder = generated();
  writeFileSync(join(folder, '.sagemaker-mkt/lock.json'), '{');
  expect(printProblems(run(folder).problems)).toContain('[lock-damaged]');
});

test('scripts are executable whatever the umask, and a lost bit comes back', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'marketplace.yaml'), modelPackage());
  spawnSync('sh', ['-c', `umask 077; exec "${process.execPath}" "${bin}" generate`], { cwd: folder });
  expect(statSync(join(folder, 'bin/serve')).mode & 0o777).toBe(0o755);
  expect(statSync(join(folder, 'Dockerfile')).mode & 0o777).toBe(0o644);
  chmodSync(join(folder, 'bin/serve'), 0o644);
  run(folder);
  expect(statSync(join(folder, 'bin/serve')).mode & 0o777).toBe(0o755);
});

test('killed at any change of the disk, a run leaves the old tree, or one that the next run completes', () => {
  const start = generated();
  writeFileSync(join(start, 'src/inference.ts'), '// mine\n');
  const changed = modelPackage({
    product: 'product: { type: model-package, name: churn-scorer, title: Another title }',
    contentTypes: 'contentTypes: { input: [text/plain], output: [application/json] }',
  });
  const finished = copyOf(start, changed);
  run(finished);
  const [old, wanted] = [snapshot(copyOf(start, changed)), snapshot(finished)];
  for (let call = 1; ; call += 1) {
    const folder = copyOf(start, changed);
    const preload = fileURLToPath(new URL('../support/kill-at-call.mjs', import.meta.url));
    const { signal } = spawnSync(process.execPath, ['--import', preload, bin, 'generate'], {
      cwd: folder,
      env: { ...process.env, KILL_AT_CALL: String(call) },
    });
    const isStarted = existsSync(join(folder, '.sagemaker-mkt/journal.json'));
    if (signal && !isStarted && JSON.stringify(visible(snapshot(folder))) !== JSON.stringify(visible(wanted)))
      expect(visible(snapshot(folder)), `killed at change ${call}`).toEqual(visible(old));
    run(folder);
    expect(snapshot(folder), `after the run that follows a kill at change ${call}`).toEqual(wanted);
    if (!signal) return expect(call).toBeGreaterThan(10);
  }
});

function generated(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'marketplace.yaml'), modelPackage());
  expect(run(folder).status).toBe('written');
  return folder;
}

function run(folder: string): ListingOutcome {
  return runListing(preparedForTests(), 'marketplace.yaml', { cwd: folder, dryRun: false });
}

function copyOf(folder: string, manifest: string): string {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  writeFileSync(join(copy, 'marketplace.yaml'), manifest);
  return copy;
}

/** Every file with its mode and content. */
function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [
      path.slice(folder.length + 1),
      `${statSync(path).mode} ${readFileSync(path, 'utf8')}`,
    ]),
  );
}

/** What the seller sees: not the folder in which a run keeps its own things. */
function visible(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('.sagemaker-mkt/')));
}
