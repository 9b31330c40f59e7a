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
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { gitRepository } from '../support/git-repository.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const files = [
  '.github/workflows/listings.yml',
  'buildspec-upload.yml',
  'buildspec.yml',
  'ci/codebuild-upload.sh',
  'ci/codebuild.sh',
  'ci/listings.sh',
];
const workflow = '.github/workflows/listings.yml';

function repository(...listings: readonly string[]): string {
  return gitRepository(
    Object.fromEntries(listings.map((listing) => [`${listing}/marketplace.yaml`, modelPackage()])),
  ).folder;
}

test('from any folder of the repository it writes the CI at the top, and the second run has nothing to do', async () => {
  const folder = repository('listings/churn');
  const first = await ci(join(folder, 'listings/churn'));
  expect([first.code, first.err]).toEqual([0, '']);
  expect(first.out).toContain('AWS_UPLOAD_ROLE');
  for (const file of files) expect(existsSync(join(folder, file)), file).toBe(true);
  expect(statSync(join(folder, 'ci/listings.sh')).mode & 0o111).toBe(0o111);
  expect(await ci(folder)).toEqual({ code: 0, out: 'CI: nothing to do\n', err: '' });
});

test('a team’s edits stay, and a run with other options that conflicts with an edit overwrites nothing', async () => {
  const folder = repository('listings/churn');
  await ci(folder);
  const edited = `${readFileSync(join(folder, workflow), 'utf8')}# ours\n`;
  writeFileSync(join(folder, workflow), edited);
  expect((await ci(folder)).code).toBe(0);
  expect(readFileSync(join(folder, workflow), 'utf8')).toBe(edited);
  await ci(folder, '--branch', 'trunk');
  expect(readFileSync(join(folder, workflow), 'utf8')).toContain('# ours\n');
});

test('what a team deletes stays deleted', async () => {
  const folder = repository('listings/churn');
  await ci(folder);
  rmSync(join(folder, 'buildspec.yml'));
  expect((await ci(folder, '--branch', 'trunk')).code).toBe(0);
  expect(existsSync(join(folder, 'buildspec.yml'))).toBe(false);
});

test('an existing workflow of that name is not lost: nothing is written, and --adopt adds jobs to it', async () => {
  const folder = repository('listings/churn');
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  const mine = '# Mine.\non: push\njobs:\n  mine: { runs-on: ubuntu-latest } # short\n';
  writeFileSync(join(folder, workflow), mine);
  const { code, err } = await ci(folder);
  expect([code, err]).toEqual([3, expect.stringContaining(`${workflow}:1:1: conflict:`)]);
  expect(readFileSync(join(folder, workflow), 'utf8')).toBe(mine);
  const adopted = await ci(folder, '--adopt');
  expect([adopted.code, adopted.err]).toEqual([
    0,
    expect.stringContaining('`on` stays "push"; generated is'),
  ]);
  const text = readFileSync(join(folder, workflow), 'utf8');
  expect(text).toContain('\n  mine: { runs-on: ubuntu-latest } # short\n');
  expect(Object.keys(parse(text).jobs).sort()).toEqual([
    'all-listings',
    'changed',
    'check',
    'mine',
    'upload',
  ]);
});

test.each([
  [['listings/churn'], 'listings/**'],
  [['listings/churn', 'listings/fraud'], 'listings/**'],
  [['products/eu/churn', 'products/us/fraud'], 'products/**'],
  [['churn', 'listings/fraud'], '**'],
  [['listings/churn', 'listings/churn/small'], 'listings/**'],
  [['churn'], '**'],
  [[], '**'],
])(
  'without an option, the pattern for listings follows from their folders: %j is %s',
  async (listings, pattern) => {
    const folder = repository(...listings);
    await ci(folder);
    expect(parse(readFileSync(join(folder, workflow), 'utf8')).env.PATTERN).toBe(pattern);
  },
);

test('the policy at the top of the repository is the one of CI, or one that is named', async () => {
  const folder = repository('listings/churn');
  const policyIn = () => parse(readFileSync(join(folder, workflow), 'utf8')).env.POLICY;
  await ci(folder);
  expect(policyIn()).toBe(undefined);
  writeFileSync(join(folder, 'marketplace.policy.yaml'), 'policy: {}\n');
  await ci(join(folder, 'listings'));
  expect(policyIn()).toBe('marketplace.policy.yaml');
  mkdirSync(join(folder, 'team'));
  writeFileSync(join(folder, 'team/rules.yaml'), 'policy: {}\n');
  await ci(folder, '--policy', 'team/rules.yaml');
  expect(policyIn()).toBe('team/rules.yaml');
});

test('every option reaches the files', async () => {
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
  expect((await ci(folder, ...words)).code).toBe(0);
  const written = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  expect(written).toMatch(/PATTERN: products\/\*\*[\s\S]*aws-region: eu-central-1[\s\S]*BRANCH: trunk/);
  expect(written).toContain("SHARDS: '2'");
});

test.each([
  [['--branch=--evil'], 'fix: pass only the name of the main branch'],
  [['--branch', 'release/*'], 'fix: pass only the name of the main branch'],
  [['--region', 'us-esat-2'], 'fix: write  --region us-east-2'],
  [['--runners', '101'], 'fix: pass a number from 1 to 100'],
  [['--listings', '${{ secrets.KEY }}/**'], 'fix: write a quoted pattern'],
  [['--policy', 'nowhere.yaml'], 'which is no file of this repository'],
  [['--policy', '/etc/hostname'], 'which is no file of this repository'],
  [['--lisings', 'a'], 'did you mean `--listings`?'],
])('wrong usage %j exits 2, says what to do, and writes nothing', async (words, says) => {
  const folder = repository('listings/churn');
  expect(await ci(folder, ...words)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(says) });
  expect(readdirSync(folder).sort()).toEqual(['.git', 'listings']);
});

test('without a repository it says what to do', async () => {
  expect(await ci(temporaryFolder())).toMatchObject({ code: 2, err: expect.stringContaining('git init') });
});

test('a repository whose top is a listing has both, and neither takes the other’s files for leftovers', async () => {
  const { folder } = gitRepository({ 'marketplace.yaml': modelPackage() });
  expect((await runCommand(['generate'], folder)).code).toBe(0);
  expect((await ci(folder)).code).toBe(0);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['Dockerfile', 'buildspec.yml']));
  expect(await runCommand(['check'], folder)).toMatchObject({ code: 0 });
  expect((await ci(folder)).out).toContain('nothing to do');
  expect((await runCommand(['matrix', '--format', 'lines'], folder)).out).toBe('.\n');
});

test('--dry-run shows and writes nothing', async () => {
  const folder = repository('listings/churn');
  expect((await ci(folder, '--dry-run')).out).toContain('would change 6 of 6 files');
  expect(readdirSync(folder).sort()).toEqual(['.git', 'listings']);
});

test('`yo sagemaker-mkt:ci` asks nothing and writes the same', async () => {
  const [byYo, byBin] = [openRepository(), repository('listings/churn')];
  const { status, stderr } = runYo(byYo, ['sagemaker-mkt:ci', '--branch', 'trunk']);
  expect([status, stderr]).toEqual([0, '']);
  await ci(byBin, '--branch', 'trunk');
  for (const file of files)
    expect(readFileSync(join(byYo, file), 'utf8')).toBe(readFileSync(join(byBin, file), 'utf8'));
});

test.skipIf(!isEveryCase)(
  `a misspelt option of \`yo sagemaker-mkt:ci\` has its nearest one named${inCiAlone}`,
  () => {
    const { status, stderr } = runYo(openRepository(), ['sagemaker-mkt:ci', '--brnch', 'trunk']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('did you mean `--branch`?')]);
  },
);

/** A folder that the user of `yo` may write. */
function openRepository(): string {
  const folder = repository('listings/churn');
  openToAll(join(folder, '..'));
  openToAll(folder);
  chmodSync(folder, 0o777);
  return folder;
}

function ci(cwd: string, ...words: readonly string[]) {
  return runCommand(['ci', ...words], cwd);
}
