import { spawnSync } from 'node:child_process';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { codebuildBatch, planJobs } from '../../src/generate.ts';
import { buildspecSchema } from '../support/buildspec-schema.ts';
import { workflowFaults } from '../support/github-parser.ts';
import { buildspecIn, ciTexts, stepsOf, usualCi, workflowIn, workflowPath } from '../support/rendered-ci.ts';
import { missingTool } from '../support/required-tool.ts';

const texts = ciTexts();
const workflow = workflowIn(texts);
const buildspecs = [buildspecIn(texts), buildspecIn(texts, 'buildspec-upload.yml')];

test('GitHub’s own parser finds nothing wrong with the workflow, whatever a team says', async () => {
  expect(await workflowFaults(texts.get(workflowPath) ?? '')).toEqual([]);
  const pattern = '*: \'ein "Ordner" # für\' - {Köln}/**';
  const other = ciTexts({ ...usualCi, pattern, branch: 'release/on', region: 'eu-central-1', runners: 1 });
  expect(await workflowFaults(other.get(workflowPath) ?? '')).toEqual([]);
  expect([workflowIn(other).env['PATTERN'], buildspecIn(other).env.variables['PATTERN']]).toEqual([
    pattern,
    pattern,
  ]);
});

test('the policy of the repository reaches every call, and both kinds of CI', async () => {
  const policy = 'team\'s "rules" # für/policy.yaml';
  const withPolicy = ciTexts({ ...usualCi, policy });
  expect(await workflowFaults(withPolicy.get(workflowPath) ?? '')).toEqual([]);
  expect([workflowIn(withPolicy).env['POLICY'], buildspecIn(withPolicy).env.variables['POLICY']]).toEqual([
    policy,
    policy,
  ]);
  expect([workflow.env['POLICY'], buildspecIn(texts).env.variables['POLICY']]).toEqual([
    undefined,
    undefined,
  ]);
});

test.each([
  ['a context that a place does not have', 'CI_REPORTS: ci-reports', 'CI_REPORTS: ${{ runner.temp }}'],
  ['a job that is not there', 'needs: changed', 'needs: chnged'],
  ['a key that does not exist', 'timeout-minutes: 90', 'timeout-minuts: 90'],
  ['an expression that does not end', 'fromJSON(needs.changed.outputs.matrix)', 'fromJSON(needs.changed'],
])('the parser would find %s', async (_, good, bad) => {
  const text = texts.get(workflowPath) ?? '';
  expect(text).toContain(good);
  expect(await workflowFaults(text.replaceAll(good, bad))).not.toEqual([]);
});

test('no text from outside is put into a script: expressions stand in `env`, `with` and conditions alone', () => {
  for (const { name, run } of stepsOf(workflow)) expect(run ?? '', name).not.toContain('${{');
});

test('every action is pinned to a full commit, with its version beside it', () => {
  const used = stepsOf(workflow).flatMap(({ uses }) => uses ?? []);
  expect(used.length).toBeGreaterThan(5);
  for (const uses of used) {
    expect(uses).toMatch(/^[a-z-]+\/[a-z-]+@[0-9a-f]{40}$/);
    expect(texts.get(workflowPath)).toMatch(new RegExp(`${uses} # v\\d+\\.\\d+\\.\\d+\\n`));
  }
});

test('only the job that uploads may ask for credentials, and it runs no step that starts code of a listing', () => {
  expect(workflow.permissions).toEqual({ contents: 'read' });
  const { check, upload, changed, ...others } = workflow.jobs;
  expect([check?.permissions, upload?.permissions, changed?.permissions]).toEqual([
    { contents: 'read' },
    { contents: 'read', 'id-token': 'write' },
    undefined,
  ]);
  const scripts = (upload?.steps ?? []).flatMap(({ run }) => run?.match(/ci\/\S+ .*/) ?? []);
  expect(scripts).toEqual(['ci/listings.sh load', 'ci/listings.sh upload']);
  expect(Object.values(others).map(({ permissions }) => permissions)).toEqual([{}]);
  expect(texts.get(workflowPath)).not.toMatch(/secrets\.|pull_request_target|write-all/);
  for (const step of stepsOf(workflow).filter(({ uses }) => uses?.startsWith('actions/checkout')))
    expect(step.with).toMatchObject({ 'persist-credentials': false });
});

test('every job ends by itself', () => {
  for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(120);
});

test('CI installs the version that rendered it, and knows the whole history', () => {
  expect(workflow.env['TOOL']).toMatch(/^generator-sagemaker-mkt@\d+\.\d+\.\d+$/);
  expect(buildspecIn(texts).env.variables['TOOL']).toBe(workflow.env['TOOL']);
  expect(workflow.jobs['changed']?.steps[0]?.with).toMatchObject({ 'fetch-depth': 0 });
});

const checkBuildspec = new Ajv2020({ strict: false }).compile(buildspecSchema);

test('the buildspec is what CodeBuild’s reference describes, with a number for each runner', () => {
  const buildspec = buildspecIn(texts);
  for (const each of buildspecs)
    expect(checkBuildspec(each), JSON.stringify(checkBuildspec.errors)).toBe(true);
  expect(buildspec.batch['build-matrix'].dynamic.env.variables).toEqual({ SHARD: ['1', '2', '3'] });
  expect(buildspec.env.variables['SHARDS']).toBe('3');
  expect(checkBuildspec({ ...buildspec, phases: { built: {} } })).toBe(false);
});

test('so is the batch that `matrix --format codebuild` prints', () => {
  const listing = (folder: string) => ({
    folder,
    manifest: `${folder}/marketplace.yaml`,
    name: folder.slice(2),
    type: null,
    images: [],
  });
  const names = ['a', 'A', 'ß', '', '7', 'x'.repeat(200), 'ein Modell'];
  const batch = codebuildBatch(
    planJobs(
      names.map((name) => listing(`l/${name}`)),
      100,
    ),
  );
  expect(checkBuildspec(parse(JSON.stringify(batch))), JSON.stringify(checkBuildspec.errors)).toBe(true);
  const builds = (batch as unknown as { batch: { 'build-list': { identifier: string }[] } }).batch[
    'build-list'
  ];
  expect(new Set(builds.map(({ identifier }) => identifier.toLowerCase())).size).toBe(names.length);
});

test('a branch, a pattern or a Region that YAML 1.1 would read as something else stays text', () => {
  const odd = ciTexts({ ...usualCi, branch: 'on', pattern: 'no' });
  const buildspec = odd.get('buildspec.yml') ?? '';
  expect(parse(buildspec, { version: '1.1' }).env.variables).toMatchObject({ BRANCH: 'on', PATTERN: 'no' });
});

const missing = missingTool('shellcheck');

test.skipIf(missing)(
  `shellcheck has nothing to say about the scripts, the steps and the commands${missing ? ` (${missing})` : ''}`,
  () => {
    const scripts = [...texts].filter(([path]) => path.endsWith('.sh'));
    const steps = stepsOf(workflow).flatMap(({ run }) => (run ? [['a step', run] as const] : []));
    const commands = buildspecs
      .flatMap(({ phases }) => Object.values(phases).flatMap((phase) => phase.commands))
      .map((command) => ['a command', command] as const);
    expect([scripts.length, commands.length]).toEqual([3, 4]);
    expect(steps.length).toBeGreaterThan(9);
    for (const [path, input] of [...scripts, ...steps, ...commands]) {
      const words = ['--severity=style', '--shell=bash', '-'];
      expect(spawnSync('shellcheck', words, { input, encoding: 'utf8' }).stdout, `${path}: ${input}`).toBe(
        '',
      );
    }
  },
);
