import { expect, test } from 'vitest';
import { ciPrograms, soundListings } from '../support/ci-programs.ts';
import { ciRepository, listings } from '../support/ci-repository.ts';
import { inCiAlone, isEveryCase, oneIn } from '../support/every-case.ts';
import { ciTexts, workflowIn } from '../support/rendered-ci.ts';
import { type RanJob, runWorkflow, type WorkflowEvent } from '../support/run-workflow.ts';

// The steps run unchanged. Replaced by stand-ins: `docker`, the credentials, the upload itself, and the global
// installation.

const workflow = workflowIn(ciTexts());
const role = { AWS_UPLOAD_ROLE: 'arn:aws:iam::123456789012:role/upload' };
const pullRequest: WorkflowEvent = { name: 'pull_request', branch: 'work', baseRef: 'main' };

function run(origin: string, event: WorkflowEvent, notes: readonly string[] = soundListings) {
  const programs = ciPrograms({ notes });
  const jobs = runWorkflow(workflow, origin, event, programs.path);
  return { jobs, calls: programs.calls() };
}

/** `check churn-scorer: success` for each job that ran. */
function verdicts(jobs: readonly RanJob[]): string[] {
  return jobs.map(({ id, name, result }) => `${id === name ? '' : `${id} `}${name}: ${result}`);
}

function said(jobs: readonly RanJob[], job: string, step: string): string {
  const steps = jobs.filter(({ name }) => name === job).flatMap(({ steps: ran }) => ran);
  const found = steps.find(({ name }) => name === step);
  return `${found?.outcome}: ${found?.said}`;
}

test('a pull request checks, tests, builds and rehearses what it changed, each on a runner, and one that fails stops no other', () => {
  const { folder, git, write, commit } = ciRepository();
  git('switch', '--quiet', '--create', 'work');
  write('listings/churn/notes.md');
  write('listings/fraud/src/inference.ts', 'export default { load: () => { throw new Error("no") } };\n');
  write('listings/broken/marketplace.yaml', 'nonsense\n');
  commit();
  const { jobs, calls } = run(folder, pullRequest, []);
  expect(verdicts(jobs)).toEqual([
    'changed: success',
    'check broken: failure',
    'check churn-scorer: success',
    'check fraud-finder: failure',
    'all-listings all listings: failure',
  ]);
  expect(said(jobs, 'broken', 'Check')).toContain('::error file=listings/broken/marketplace.yaml,line=1');
  expect(said(jobs, 'broken', 'Test')).toContain('listings/broken is left out of test: it failed check');
  expect(said(jobs, 'fraud-finder', 'Test')).toMatch(
    /::error title=test::listings\/fraud failed with exit code 1/,
  );
  expect(said(jobs, 'fraud-finder', 'Build')).toContain('left out of build: it failed test');
  expect(said(jobs, 'churn-scorer', 'Build')).toContain('churn-scorer:0.1.0\n  size    117 MB');
  const kept = jobs.find(({ name }) => name === 'churn-scorer')?.kept;
  expect([...(kept?.keys() ?? [])]).toEqual([
    '1-listings_churn/build.log',
    '1-listings_churn/check.log',
    '1-listings_churn/rehearse.log',
    '1-listings_churn/test.log',
  ]);
  expect(calls.filter((call) => /^aws|upload|save|login/.test(call))).toEqual([]);
  expect(calls.filter((call) => call.startsWith('sagemaker-mkt rehearse'))).toHaveLength(1);
  expect(calls.filter((call) => call.startsWith('npm'))).toHaveLength(4);
  expect(calls[0]).toMatch(/^npm install --global .* generator-sagemaker-mkt@\d+\.\d+\.\d+ /);
});

test('a pull request that changes no listing runs nothing, and is green', () => {
  const { folder, git, write, commit } = ciRepository();
  git('switch', '--quiet', '--create', 'work');
  write('README.md');
  commit();
  expect(verdicts(run(folder, pullRequest).jobs)).toEqual([
    'changed: success',
    'all-listings all listings: success',
  ]);
});

test('a manifest that was changed and not generated again is drift, and an algorithm is rehearsed where the repository has data to train it with', () => {
  const { folder, git, write, commit } = ciRepository();
  git('switch', '--quiet', '--create', 'work');
  write(
    'listings/churn/marketplace.yaml',
    'version: 1\nproduct: { type: model-package, name: churn-scorer }\nframework: typescript\nbase: amazonlinux:2023\ncontentTypes: { input: [text/csv], output: [application/json] }\nartifacts: { mode: bundled, path: model }\n',
  );
  write('listings/fraud/notes.md');
  commit();
  const { jobs, calls } = run(folder, pullRequest, ['npm test', 'npm pkg get dependencies']);
  expect(said(jobs, 'churn-scorer', 'Check')).toContain('failed with exit code 3');
  expect(said(jobs, 'fraud-finder', 'Rehearse')).toContain('success: ');
  expect(said(jobs, 'fraud-finder', 'Rehearse')).toContain('not rehearsed: there is no local/input/data');
  expect(calls.filter((call) => call.startsWith('sagemaker-mkt rehearse'))).toEqual([]);
});

test('a push to main uploads what it changed, from a job that has credentials and runs no code of a listing', () => {
  const { folder, git, write, commit } = ciRepository();
  const before = git('rev-parse', 'HEAD').trim();
  write(`${listings[1]}/notes.md`);
  commit();
  const { jobs, calls } = run(folder, { name: 'push', branch: 'main', before, vars: role });
  expect(verdicts(jobs)).toEqual([
    'changed: success',
    'check koeln-scorer: success',
    'upload koeln-scorer: success',
    'all-listings all listings: success',
  ]);
  const place = calls.findIndex((call) => call.startsWith('docker load'));
  expect(calls.filter((call) => call.startsWith('docker save'))).toEqual([
    'docker save koeln-scorer:0.1.0 [work]',
  ]);
  expect(calls.slice(0, place).join('\n')).not.toContain('with credentials');
  expect(calls.slice(place).map((call) => call.replace(/ --format \{\{/, ' {{'))).toEqual([
    'docker load [work]',
    'docker image inspect {{.Id}} koeln-scorer:0.1.0 [work]',
    `sagemaker-mkt upload -- ${listings[1]} [work] with credentials`,
  ]);
});

test('where the commit before is not known, as on a new branch or after a forced push, every listing counts, and one that is not ready for AWS is not uploaded', () => {
  const { folder, write, commit } = ciRepository();
  write('listings/churn/unfit');
  commit();
  const { jobs, calls } = run(folder, { name: 'push', branch: 'main', before: '0'.repeat(40), vars: role });
  expect(verdicts(jobs).filter((verdict) => /^(?:check|upload)/.test(verdict))).toEqual([
    'check churn-scorer: failure',
    'check koeln-scorer: success',
    'check fraud-finder: success',
    'upload churn-scorer: failure',
    'upload koeln-scorer: success',
    'upload fraud-finder: success',
  ]);
  expect(said(jobs, 'churn-scorer', 'Rehearse')).toContain('not ready: 1 of 37 checks failed');
  expect(said(jobs, 'churn-scorer', 'Save the images')).toContain('left out of save: it failed rehearse');
  expect(said(jobs, 'churn-scorer', 'Load the images')).toContain(
    'no images of listings/churn were handed over',
  );
  expect(said(jobs, 'churn-scorer', 'Upload')).toContain('left out of upload: it failed load');
  expect(calls.filter((call) => call.startsWith('docker save'))).toEqual([
    expect.stringContaining(' koeln-scorer:0.1.0 '),
    expect.stringContaining(' fraud-finder:0.1.0 fraud-finder-training:0.1.0 '),
  ]);
  expect(calls.filter((call) => call.startsWith('sagemaker-mkt upload'))).toHaveLength(2);
});

test.skipIf(!isEveryCase)(
  `without a role, nothing is uploaded, and it says which variable is missing${inCiAlone}`,
  () => {
    const { folder, git, write, commit } = ciRepository();
    const before = git('rev-parse', 'HEAD').trim();
    write('listings/churn/notes.md');
    commit();
    const { jobs, calls } = run(folder, { name: 'push', branch: 'main', before });
    expect(said(jobs, 'churn-scorer', 'Check that there is a role')).toMatch(
      /^failure: ::error::.*AWS_UPLOAD_ROLE/,
    );
    expect(said(jobs, 'churn-scorer', 'Upload')).toBe('skipped: ');
    expect(calls.filter((call) => call.startsWith('sagemaker-mkt upload'))).toEqual([]);
  },
);

test.each(
  oneIn(3, [
    ['main', true, ['check', 'upload']],
    ['main', false, ['check']],
    ['work', true, ['check']],
  ] as const),
)(
  'by hand, one listing or all of them are looked at, and uploaded from main alone: %s, %s',
  (branch, upload, verbs) => {
    const { folder, git } = ciRepository();
    git('branch', 'work');
    const inputs = { listings: listings[1], upload };
    const { jobs } = run(folder, { name: 'workflow_dispatch', branch, vars: role, inputs });
    expect(verdicts(jobs).slice(1, -1)).toEqual(verbs.map((verb) => `${verb} koeln-scorer: success`));
  },
);
