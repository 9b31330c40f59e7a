import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { openToAll, runYo } from '../../scripts/run-yo.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { gitRepository } from '../support/git-repository.ts';
import { runBin } from '../support/run-bin.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const files = ['.github/workflows/listings.yml', 'buildspec.yml', 'ci/codebuild.sh', 'ci/listings.sh'];
const workflow = '.github/workflows/listings.yml';

function repository(...listings: readonly string[]): string {
  return gitRepository(
    Object.fromEntries(listings.map((listing) => [`${listing}/marketplace.yaml`, modelPackage()])),
  ).folder;
}

test('from any folder of the repository it writes the CI at the top, and the second run has nothing to do', () => {
  const folder = repository('listings/churn');
  const first = ci(join(folder, 'listings/churn'));
  expect([first.code, first.err]).toEqual([0, '']);
  expect(first.out).toContain('AWS_UPLOAD_ROLE');
  for (const file of files) expect(existsSync(join(folder, file)), file).toBe(true);
  expect(statSync(join(folder, 'ci/listings.sh')).mode & 0o111).toBe(0o111);
  expect(ci(folder)).toEqual({ code: 0, out: 'CI: nothing to do\n', err: '' });
});

test('what a team edits stays, and a run with other words that meets the edit overwrites nothing', () => {
  const folder = repository('listings/churn');
  ci(folder);
  const edited = `${readFileSync(join(folder, workflow), 'utf8')}# ours\n`;
  writeFileSync(join(folder, workflow), edited);
  expect(ci(folder).code).toBe(0);
  expect(readFileSync(join(folder, workflow), 'utf8')).toBe(edited);
  ci(folder, '--branch', 'trunk');
  expect(readFileSync(join(folder, workflow), 'utf8')).toContain('# ours\n');
});

test('what a team deletes stays deleted', () => {
  const folder = repository('listings/churn');
  ci(folder);
  rmSync(join(folder, 'buildspec.yml'));
  expect(ci(folder, '--branch', 'trunk').code).toBe(0);
  expect(existsSync(join(folder, 'buildspec.yml'))).toBe(false);
});

test('a workflow of that name that somebody else wrote is not lost: both texts stand in it, with marks', () => {
  const folder = repository('listings/churn');
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  writeFileSync(join(folder, workflow), 'on: push\n');
  const { code, err } = ci(folder);
  expect([code, err]).toEqual([3, expect.stringContaining(`${workflow}:1:1: conflict:`)]);
  expect(readFileSync(join(folder, workflow), 'utf8')).toMatch(/^<<<<<<< yours\non: push\n/);
});

test.each([
  [['listings/churn'], 'listings/**'],
  [['listings/churn', 'listings/fraud'], 'listings/**'],
  [['products/eu/churn', 'products/us/fraud'], 'products/**'],
  [['churn', 'listings/fraud'], '**'],
  [['listings/churn', 'listings/churn/small'], 'listings/**'],
  [['churn'], '**'],
  [[], '**'],
])('where nothing is said, listings are looked for where they are: %j is %s', (listings, pattern) => {
  const folder = repository(...listings);
  ci(folder);
  expect(parse(readFileSync(join(folder, workflow), 'utf8')).env.PATTERN).toBe(pattern);
});

test('every option reaches the files', () => {
  const folder = repository('listings/churn');
  const words = [
    '--listings',
    'products/**',
    '--branch',
    'trunk',
    '--region',
    'eu-central-1',
    '--runners',
    '2',
  ];
  expect(ci(folder, ...words).code).toBe(0);
  const written = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  expect(written).toMatch(/PATTERN: products\/\*\*[\s\S]*aws-region: eu-central-1[\s\S]*BRANCH: trunk/);
  expect(written).toContain("SHARDS: '2'");
});

test.each([
  [['--branch', '--evil'], 'fix: pass the name of the main branch alone'],
  [['--branch', 'release/*'], 'fix: pass the name of the main branch alone'],
  [['--region', 'us-esat-2'], 'fix: write  --region us-east-2'],
  [['--runners', '101'], 'fix: pass a number from 1 to 100'],
  [['--listings', '${{ secrets.KEY }}/**'], 'fix: write a quoted pattern'],
  [['--lisings', 'a'], 'did you mean `--listings`?'],
])('wrong usage %j exits 2, says what to do, and writes nothing', (words, says) => {
  const folder = repository('listings/churn');
  expect(ci(folder, ...words)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(says) });
  expect(readdirSync(folder).sort()).toEqual(['.git', 'listings']);
});

test('without a repository it says what to do', () => {
  expect(ci(temporaryFolder())).toMatchObject({ code: 2, err: expect.stringContaining('git init') });
});

test('a repository whose top is a listing has both, and neither takes the other’s files for leftovers', () => {
  const { folder } = gitRepository({ 'marketplace.yaml': modelPackage() });
  expect(runBin(['generate'], folder).code).toBe(0);
  expect(ci(folder).code).toBe(0);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['Dockerfile', 'buildspec.yml']));
  expect(runBin(['check'], folder)).toMatchObject({ code: 0 });
  expect(ci(folder).out).toContain('nothing to do');
  expect(runBin(['matrix', '--format', 'lines'], folder).out).toBe('.\n');
});

test('--dry-run shows and writes nothing', () => {
  const folder = repository('listings/churn');
  expect(ci(folder, '--dry-run').out).toContain('would change 4 of 4 files');
  expect(readdirSync(folder).sort()).toEqual(['.git', 'listings']);
});

test('`yo sagemaker-mkt:ci` asks nothing and writes the same', () => {
  const [byYo, byBin] = [repository('listings/churn'), repository('listings/churn')];
  openToAll(join(byYo, '..'));
  openToAll(byYo);
  chmodSync(byYo, 0o777);
  const { status, stderr } = runYo(byYo, ['sagemaker-mkt:ci', '--branch', 'trunk']);
  expect([status, stderr]).toEqual([0, '']);
  ci(byBin, '--branch', 'trunk');
  for (const file of files)
    expect(readFileSync(join(byYo, file), 'utf8')).toBe(readFileSync(join(byBin, file), 'utf8'));
  const misspelt = runYo(byYo, ['sagemaker-mkt:ci', '--brnch', 'trunk']);
  expect([misspelt.status, misspelt.stderr]).toEqual([
    2,
    expect.stringContaining('did you mean `--branch`?'),
  ]);
});

function ci(cwd: string, ...words: readonly string[]) {
  return runBin(['ci', ...words], cwd);
}
