import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bin } from '../support/built.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { gitRepository } from '../support/git-repository.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const named = (name: string) => modelPackage({ product: `product: { type: model-package, name: ${name} }` });

function repository() {
  return gitRepository({
    'listings/fraud/marketplace.yaml': algorithm(),
    'listings/ein Modell für Köln/marketplace.yaml': named('koeln-scorer'),
    'listings/broken/marketplace.yaml': 'nonsense',
  });
}

const fraud = {
  listing: 'listings/fraud',
  manifest: 'listings/fraud/marketplace.yaml',
  name: 'churn-scorer',
  type: 'algorithm',
  images: ['churn-scorer:0.1.0', 'churn-scorer-training:0.1.0'],
};
const broken = {
  listing: 'listings/broken',
  manifest: 'listings/broken/marketplace.yaml',
  name: 'broken',
  type: null,
  images: [],
};
const koeln = {
  listing: 'listings/ein Modell für Köln',
  manifest: 'listings/ein Modell für Köln/marketplace.yaml',
  name: 'koeln-scorer',
  type: 'model-package',
  images: ['koeln-scorer:0.1.0'],
};

test('without --since, every listing below here is in the matrix, in one line, also one with a broken manifest', async () => {
  const { code, out, err } = await matrix(repository().folder);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^\{.*\}\n$/);
  expect(JSON.parse(out)).toEqual({ include: [broken, koeln, fraud] });
});

test('with --since, only what changed is, and `$( )` takes it as one word for GITHUB_OUTPUT', () => {
  const { folder, write } = repository();
  write('listings/fraud/src/training.ts');
  const { stdout } = spawnSync(
    'bash',
    ['-c', `echo "matrix=$("$NODE" "$BIN" matrix 'listings/**' --since main)"`],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NODE: process.execPath, BIN: bin } },
  );
  const [line, ...rest] = stdout.split('\n');
  expect(rest).toEqual(['']);
  expect(JSON.parse(line?.replace('matrix=', '') ?? '')).toEqual({ include: [fraud] });
});

test('without changes, the matrix is empty, so that a workflow can test it; the other formats print nothing', async () => {
  const { folder } = repository();
  expect(await matrix(folder, '--since', 'main')).toEqual({ code: 0, out: '{"include":[]}\n', err: '' });
  for (const format of ['codebuild', 'lines'])
    expect(await matrix(folder, '--since', 'main', '--format', format)).toEqual({
      code: 0,
      out: '',
      err: '',
    });
});

test('a deleted listing is not in the matrix', async () => {
  const { folder, git } = repository();
  git('rm', '-r', '--quiet', 'listings/broken');
  expect(JSON.parse((await matrix(folder, '--since', 'main')).out)).toEqual({ include: [] });
});

test('if there are more listings than jobs, each job has several, one per line, and their numbers differ by at most one', async () => {
  const { folder } = repository();
  const { include } = JSON.parse((await matrix(folder, '--shards', '2')).out);
  expect(include).toEqual([
    {
      listing: `${broken.listing}\n${koeln.listing}`,
      manifest: `${broken.manifest}\n${koeln.manifest}`,
      name: 'broken and 1 more',
      type: null,
      images: koeln.images,
    },
    fraud,
  ]);
});

test('a thousand listings are at most 256 jobs for GitHub and 100 for CodeBuild, and each listing is in one', async () => {
  const folder = temporaryFolder();
  for (let index = 0; index < 1000; index += 1) {
    mkdirSync(join(folder, String(index)));
    writeFileSync(join(folder, String(index), 'marketplace.yaml'), 'nonsense');
  }
  const jobs: string[] = JSON.parse((await matrix(folder)).out).include.map(
    (job: typeof fraud) => job.listing,
  );
  expect(jobs).toHaveLength(256);
  const sizes = jobs.map((job) => job.split('\n').length);
  expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([3, 4]);
  expect(new Set(jobs.flatMap((job) => job.split('\n'))).size).toBe(1000);
  const batch = JSON.parse((await matrix(folder, '--format', 'codebuild')).out).batch['build-list'];
  expect(batch).toHaveLength(100);
});

test('the shards of one commit are all of its listings, each once, and a shard without any prints nothing', async () => {
  const { folder } = repository();
  const shards = [];
  for (const shard of ['1', '2', '3', '4'])
    shards.push((await matrix(folder, '--format', 'lines', '--shards', '4', '--shard', shard)).out);
  expect(shards).toEqual(['listings/broken\n', 'listings/ein Modell für Köln\n', 'listings/fraud\n', '']);
});

test('CodeBuild gets a batch with a build for each listing, and names that it takes', async () => {
  const { folder, write } = repository();
  write('listings/7 Zwerge/marketplace.yaml', 'nonsense');
  write('listings/other/marketplace.yaml', named('churn-scorer'));
  const spec = JSON.parse((await matrix(folder, '--format', 'codebuild')).out);
  expect(spec.version).toBe(0.2);
  expect(spec.batch['build-list'].map((build: { identifier: string }) => build.identifier)).toEqual([
    'listing_7_Zwerge',
    'broken',
    'koeln_scorer',
    'churn_scorer_4',
    'churn_scorer_5',
  ]);
  expect(spec.batch['build-list'][2]).toEqual({
    identifier: 'koeln_scorer',
    buildspec: 'buildspec.yml',
    env: { 'privileged-mode': true, variables: { LISTINGS: koeln.listing } },
  });
});

test.each([
  [['--since=--output=stolen'], 'git knows no commit, branch or tag `--output=stolen`'],
  [['--since', 'mian'], 'fix: fetch it first'],
  [['--format', 'githup'], 'fix: write --format github'],
  [['--shards', '257'], 'fix: pass a number of at most 256'],
  [['--shards', '0'], '`--shards` is `0`, and it must be a whole number from 1'],
  [['--shards', '2', '--shard', '3'], 'fix: pass a number of at most 2'],
  [['nowhere/**'], 'no manifest matches `nowhere/**`'],
])('wrong usage %j exits 2 and says what to do', async (words, says) => {
  expect(await matrix(repository().folder, ...words)).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining(says),
  });
});

test('outside a repository and in a folder with a line break in its name, it says so and exits 2', async () => {
  const { folder, write } = repository();
  write('listings/a\nb/marketplace.yaml', 'nonsense');
  expect(await matrix(folder)).toMatchObject({
    code: 2,
    err: expect.stringContaining('fix: rename the folder'),
  });
  const elsewhere = gitRepository({ 'marketplace.yaml': modelPackage() }).folder;
  expect(
    await matrix(temporaryFolder(), join(elsewhere, 'marketplace.yaml'), '--since', 'main'),
  ).toMatchObject({
    code: 2,
    err: expect.stringContaining('not a git repository'),
  });
});

function matrix(cwd: string, ...words: readonly string[]) {
  return runCommand(['matrix', ...words], cwd);
}
