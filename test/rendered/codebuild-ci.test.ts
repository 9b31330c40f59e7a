import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CiPrograms, ciPrograms, soundListings } from '../support/ci-programs.ts';
import { ciRepository, listings } from '../support/ci-repository.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { type GitRepository, gitSettings } from '../support/git-repository.ts';
import { type Buildspec, buildspecIn, ciTexts } from '../support/rendered-ci.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// The commands run unchanged. Replaced by stand-ins of the same name: `aws`, `docker`, the global
// installation, and in some tests the programs that check a listing.

const buildspec = buildspecIn(ciTexts());
const uploadBuildspec = buildspecIn(ciTexts(), 'buildspec-upload.yml');
const shards = buildspec.batch['build-matrix'].dynamic.env.variables['SHARD'] ?? [];

interface BuildOptions {
  readonly notes?: readonly string[];
  /** With what an earlier build stored. */
  readonly programs?: CiPrograms;
  readonly spec?: Buildspec;
}

/** One build in its own clone: all phases run in one shell, as in version 0.2 of a buildspec. */
function runBuild(
  origin: string,
  branch: string,
  environment: Readonly<Record<string, string>>,
  { notes = soundListings, programs = ciPrograms({ notes }), spec = buildspec }: BuildOptions = {},
) {
  const clone = join(temporaryFolder(), 'src');
  spawnSync('git', ['clone', '--quiet', '--branch', branch, `file://${origin}`, clone]);
  const commands = ['install', 'pre_build', 'build', 'post_build'].flatMap(
    (phase) => spec.phases[phase]?.commands ?? [],
  );
  const { status, stdout, stderr } = spawnSync('bash', ['-s'], {
    input: commands.map((command) => `${command} </dev/null || exit\n`).join(''),
    cwd: clone,
    encoding: 'utf8',
    env: {
      ...gitSettings,
      HOME: process.env['HOME'],
      PATH: programs.path,
      CODEBUILD_RESOLVED_SOURCE_VERSION: 'c0ffee',
      ...spec.env.variables,
      ...environment,
    },
  });
  const file = join(clone, 'ci-reports/listings.txt');
  const taken = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : undefined;
  return { status, said: stdout + stderr, taken, calls: programs.calls() };
}

function runBatch(origin: string, branch: string, webhook: Readonly<Record<string, string>>) {
  return shards.map((shard) => runBuild(origin, branch, { ...webhook, SHARD: shard }));
}

function workBranch(): GitRepository {
  const repository = ciRepository();
  repository.git('switch', '--quiet', '--create', 'work');
  repository.write('listings/fraud/notes.md');
  repository.write(`${listings[1]}/notes.md`);
  repository.commit();
  return repository;
}

test('the builds of a pull request share what it changed, and one without a share is green', () => {
  const builds = runBatch(workBranch().folder, 'work', {
    CODEBUILD_WEBHOOK_EVENT: 'PULL_REQUEST_UPDATED',
    CODEBUILD_WEBHOOK_BASE_REF: 'refs/heads/main',
    CODEBUILD_WEBHOOK_HEAD_REF: 'refs/heads/work',
  });
  expect(builds.map(({ taken }) => taken)).toEqual([[listings[1]], [listings[2]], []]);
  expect(builds.map(({ status }) => status)).toEqual([0, 0, 0]);
  expect(builds[0]?.said).toContain('koeln-scorer:0.1.0\n  size    117 MB');
  expect(builds.flatMap(({ calls }) => calls).filter((call) => /^aws|save/.test(call))).toEqual([]);
});

test('a push to main stores the images of what it changed, and a push to another branch does not', () => {
  const { folder, git } = workBranch();
  const webhook = (branch: string) => ({
    CODEBUILD_WEBHOOK_EVENT: 'PUSH',
    CODEBUILD_WEBHOOK_PREV_COMMIT: git('rev-parse', 'main').trim(),
    CODEBUILD_WEBHOOK_HEAD_REF: `refs/heads/${branch}`,
    IMAGES: 's3://images/ci',
    SHARD: '1',
  });
  const stores = (branch: string) => {
    const { status, said, calls } = runBuild(folder, 'work', webhook(branch));
    expect(status, said).toBe(0);
    return calls.filter((call) => /^aws|^docker save/.test(call));
  };
  expect(stores('work')).toEqual([]);
  expect(stores('main')).toEqual([
    'docker save koeln-scorer:0.1.0 [src]',
    'aws s3 cp --recursive --only-show-errors ci-images s3://images/ci/c0ffee [src]',
  ]);
});

test('the other project uploads what was stored for its commit, and runs no code of a listing', () => {
  const { folder } = workBranch();
  const programs = ciPrograms({ notes: soundListings });
  const place = { IMAGES: 's3://images/ci' };
  const uploads = (commit: string) => {
    const before = programs.calls().length;
    const environment = { ...place, CODEBUILD_RESOLVED_SOURCE_VERSION: commit };
    const build = runBuild(folder, 'work', environment, { programs, spec: uploadBuildspec });
    expect(build.status, build.said).toBe(0);
    return build.calls.slice(before).filter((call) => !/^aws|^npm install --global/.test(call));
  };
  const saved = runBuild(folder, 'work', { ...place, SAVE: 'yes', SINCE: 'HEAD~1' }, { programs });
  expect(saved.status, saved.said).toBe(0);
  expect(uploads('another commit')).toEqual([]);
  const calls = uploads('c0ffee');
  expect(new Set(calls.map((call) => call.split(' ').slice(0, 2).join(' ')))).toEqual(
    new Set(['docker load', 'docker image', 'sagemaker-mkt upload']),
  );
  expect(calls.filter((call) => call.startsWith('sagemaker-mkt'))).toEqual([
    `sagemaker-mkt upload -- ${listings[1]} [src]`,
    `sagemaker-mkt upload -- ${listings[2]} [src]`,
  ]);
});

test('what a build stores under the name of another folder is not uploaded', () => {
  const { folder } = workBranch();
  const programs = ciPrograms({ notes: soundListings });
  const place = { IMAGES: 's3://images/ci' };
  const stored = 'ci-images/evil';
  const planted = temporaryFolder();
  mkdirSync(join(planted, 'evil'));
  writeFileSync(join(planted, 'evil/listing.txt'), `${stored}\n.*\nlistings\n`);
  spawnSync('aws', ['s3', 'cp', '--recursive', planted, 's3://images/ci/c0ffee'], {
    env: { ...process.env, PATH: programs.path },
  });
  const { status, taken, said } = runBuild(folder, 'work', place, { programs, spec: uploadBuildspec });
  expect([status, taken], said).toEqual([0, []]);
});

test.each(['buildspec.yml', 'buildspec-upload.yml'])(
  'without a place for images, %s says what to set',
  (path) => {
    const spec = buildspecIn(ciTexts(), path);
    const { status, said } = runBuild(workBranch().folder, 'work', { SAVE: 'yes' }, { spec });
    expect([status, said]).toEqual([2, expect.stringContaining('fix: set IMAGES of the project')]);
  },
);

test('images that are not those of the rehearsal, or too large, are not handed over', () => {
  const { folder } = ciRepository();
  const { path } = ciPrograms();
  const step = (name: string, environment: Readonly<Record<string, string>> = {}) => {
    const { status, stdout, stderr } = spawnSync('bash', ['ci/listings.sh', name], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: path, LISTINGS: 'listings/churn', ...environment },
    });
    return [status, stdout + stderr];
  };
  expect(step('save', { IMAGE_LIMIT_MB: '-1' })).toEqual([
    1,
    expect.stringContaining('raise IMAGE_LIMIT_MB'),
  ]);
  expect(step('load')).toEqual([1, expect.stringContaining('no images of listings/churn were handed over')]);
  expect(step('save')).toEqual([0, expect.any(String)]);
  expect(step('load')).toEqual([0, expect.any(String)]);
  const [saved = ''] = readdirSync(join(folder, 'ci-images'));
  writeFileSync(join(folder, 'ci-images', saved, 'ids.txt'), 'sha256:0\n');
  expect(step('load')).toEqual([1, expect.stringContaining('are not those that were rehearsed')]);
});

test.skipIf(!isEveryCase)(
  `without a webhook, and where the commit before is gone, every listing is looked at and no image is stored${inCiAlone}`,
  () => {
    const { folder } = workBranch();
    const gone = { CODEBUILD_WEBHOOK_EVENT: 'PUSH', CODEBUILD_WEBHOOK_PREV_COMMIT: '0'.repeat(40) };
    for (const webhook of [{}, gone]) {
      const build = runBuild(folder, 'work', webhook);
      expect([build.status, build.taken], build.said).toEqual([0, [...listings]]);
      expect(build.calls.filter((call) => call.includes('save'))).toEqual([]);
    }
  },
);

test.skipIf(!isEveryCase)(`a build may be told what to do by hand${inCiAlone}`, () => {
  const { folder } = workBranch();
  const told = runBuild(folder, 'work', { LISTINGS: 'listings/churn', SAVE: 'yes', IMAGES: 's3://images' });
  expect([told.status, told.taken], told.said).toEqual([0, ['listings/churn']]);
  expect(told.calls.filter((call) => call.startsWith('docker save'))).toHaveLength(1);
  expect(runBuild(folder, 'work', { SINCE: 'HEAD~1' }).taken).toEqual([listings[1], listings[2]]);
});

test('a listing that fails is left out of what comes after, stops no other, and fails the build', () => {
  const repository = workBranch();
  repository.write('listings/broken/marketplace.yaml', 'nonsense');
  repository.commit();
  const { status, said, calls } = runBuild(
    repository.folder,
    'work',
    { SINCE: 'origin/main', SAVE: 'yes', IMAGES: 's3://images' },
    { notes: ['npm test', 'npm pkg get dependencies'] },
  );
  expect(status).toBe(1);
  expect(said).toContain('listings/broken/marketplace.yaml:1:1: error:');
  expect(said).toContain('listings/broken is left out of save: it failed check');
  expect(calls.filter((call) => call.startsWith('docker save'))).toHaveLength(2);
  expect(calls.at(-1)).toContain('aws s3 cp');
});

test.skipIf(!isEveryCase)(
  `the policy of CI refuses a listing, and so does a policy that is gone${inCiAlone}`,
  () => {
    const repository = workBranch();
    repository.write('rules.yaml', 'policy: { requiredTags: [team] }\n');
    repository.commit();
    const build = (policy: string) =>
      runBuild(
        repository.folder,
        'work',
        { POLICY: policy, SHARD: '1' },
        { notes: ['npm test', 'npm pkg get dependencies'] },
      );
    const refused = build('rules.yaml');
    expect([refused.status, refused.said]).toEqual([1, expect.stringContaining('note: rules.yaml:1:11:')]);
    const gone = build('marketplace.policy.yaml');
    expect([gone.status, gone.said]).toEqual([1, expect.stringContaining('[policy-not-readable]')]);
  },
);

test('a ref that cannot be compared with ends the build at once, with what to do', () => {
  const { status, said } = runBuild(workBranch().folder, 'work', { SINCE: 'no-such-branch' });
  expect([status, said]).toEqual([2, expect.stringContaining('fix: fetch it first')]);
});

test('a step that does not exist is named', () => {
  const { status, stderr, stdout } = spawnSync('bash', ['ci/listings.sh', 'chekc'], {
    cwd: ciRepository().folder,
    encoding: 'utf8',
    env: { ...process.env, LISTINGS: 'listings/churn' },
  });
  expect([status, stdout + stderr]).toEqual([
    1,
    expect.stringContaining('fix: use check, test, build, rehearse, save, load or upload'),
  ]);
});
