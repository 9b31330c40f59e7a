import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitSettings } from './git-repository.ts';
import { type Contexts, type Course, fillIn, holds } from './github-expressions.ts';
import type { Job, Step, Workflow } from './rendered-ci.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface WorkflowEvent {
  readonly name: 'pull_request' | 'push' | 'workflow_dispatch';
  /** The branch that is checked out, and the target branch of a pull request. */
  readonly branch: string;
  readonly baseRef?: string;
  readonly before?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly vars?: Readonly<Record<string, string>>;
}

export interface RanJob {
  readonly id: string;
  readonly name: string;
  readonly result: 'success' | 'failure' | 'skipped';
  readonly steps: readonly { readonly name: string; readonly outcome: string; readonly said: string }[];
  /** The files that the job uploaded, by their path. */
  readonly kept: ReadonlyMap<string, string>;
}

/**
 * A small replacement for GitHub: it runs the jobs in order, each in a fresh clone. `run` steps use real
 * bash, and expressions use GitHub's own evaluator. Checkout is a clone, artifacts are copies of folders, the
 * credentials are a variable, and the other actions do nothing.
 */
export function runWorkflow(
  workflow: Workflow,
  origin: string,
  event: WorkflowEvent,
  path: string,
  machine: Readonly<Record<string, string>> = {},
): RanJob[] {
  const github = {
    event_name: event.name,
    ref: `refs/heads/${event.branch}`,
    base_ref: event.baseRef ?? '',
    event: { before: event.before ?? '' },
    workflow: 'listings',
    run_id: '1',
  };
  const shared = { github, inputs: event.inputs ?? {}, vars: event.vars ?? {} };
  const needs: Record<string, { result: string; outputs: Record<string, unknown> }> = {};
  const ran: RanJob[] = [];
  const artifacts = join(temporaryFolder(), 'artifacts');
  for (const [id, job] of Object.entries(workflow.jobs)) {
    const wanted = [job.needs ?? []].flat();
    const known = { ...shared, needs: Object.fromEntries(wanted.map((name) => [name, needs[name]])) };
    const course: Course = wanted.every((name) => needs[name]?.result === 'success') ? 'success' : 'failure';
    const runs = holds(job.if, known, course);
    const matrix = runs ? entriesOf(job, known) : [];
    if (runs && matrix.length === 0) throw new Error(`GitHub refuses the empty matrix of ${id}`);
    const results = matrix.map((entry, index) => {
      const contexts = { ...known, matrix: entry, strategy: { 'job-index': index } };
      const place = { workflow, id, job, origin, event, artifacts };
      return runJob({ ...place, machine: { ...machine, PATH: path } }, contexts);
    });
    ran.push(...results.map(({ job: one }) => one));
    const result = !runs
      ? 'skipped'
      : results.some(({ job: one }) => one.result === 'failure')
        ? 'failure'
        : 'success';
    needs[id] = { result, outputs: results[0]?.outputs ?? {} };
  }
  return ran;
}

function entriesOf(job: Job, contexts: Contexts): readonly Contexts[] {
  if (!job.strategy) return [{}];
  return (fillIn(job.strategy.matrix, contexts) as { include: Contexts[] }).include;
}

interface JobPlace {
  readonly workflow: Workflow;
  readonly id: string;
  readonly job: Job;
  readonly origin: string;
  readonly event: WorkflowEvent;
  /** The folder with what jobs handed over. */
  readonly artifacts: string;
  /** The environment of the runner itself. */
  readonly machine: Readonly<Record<string, string>>;
}

function runJob(place: JobPlace, contexts: Contexts): { job: RanJob; outputs: Record<string, unknown> } {
  const { workflow, id, job } = place;
  const folder = join(temporaryFolder(), 'work');
  mkdirSync(folder);
  const github = contexts['github'] as Record<string, string>;
  const environment: Record<string, string> = {
    ...gitSettings,
    ...place.machine,
    HOME: process.env['HOME'] ?? '/',
    GITHUB_ACTIONS: 'true',
    GITHUB_REF: github['ref'] ?? '',
    ...filled(workflow.env, contexts),
    ...filled(job.env ?? {}, contexts),
  };
  const steps: Record<string, { outcome: string; outputs: Record<string, string> }> = {};
  const ran: RanJob['steps'][number][] = [];
  let course: Course = 'success';
  for (const step of job.steps) {
    const known = { ...contexts, steps, env: environment };
    const done = holds(step.if, known, course)
      ? runStep(step, { place, folder, environment, contexts: known })
      : { outcome: 'skipped', said: '', outputs: {} };
    if (step.id) steps[step.id] = done;
    if (done.outcome === 'failure') course = 'failure';
    ran.push({ name: step.name ?? step.uses ?? '', outcome: done.outcome, said: done.said });
  }
  const outputs = Object.fromEntries(
    Object.entries(job.outputs ?? {}).map(([name, text]) => [name, fillIn(text, { ...contexts, steps })]),
  );
  const name = String(fillIn(job.name ?? id, contexts));
  return { job: { id, name, result: course, steps: ran, kept: keptIn(join(folder, 'ci-reports')) }, outputs };
}

interface StepPlace {
  readonly place: JobPlace;
  readonly folder: string;
  /** The variables that later steps get as well. */
  readonly environment: Record<string, string>;
  readonly contexts: Contexts;
}

function runStep(step: Step, { place, folder, environment, contexts }: StepPlace) {
  const outputFile = join(folder, '..', 'output');
  writeFileSync(outputFile, '');
  if (step.uses?.startsWith('actions/checkout')) checkOut(place, folder, step.with?.['fetch-depth'] === 0);
  if (step.uses?.startsWith('aws-actions/')) {
    const role = fillIn(step.with?.['role-to-assume'], contexts);
    environment['AWS_SESSION_TOKEN'] = `of ${role}`;
  }
  const given = (name: string) => String(fillIn(step.with?.[name], contexts));
  const artifact = (name: string) => join(place.artifacts, given(name));
  if (step.uses?.startsWith('actions/upload-')) copyFolder(join(folder, given('path')), artifact('name'));
  if (step.uses?.startsWith('actions/download-'))
    copyFolder(artifact('pattern'), join(folder, given('path')));
  if (step.run === undefined) return { outcome: 'success', said: '', outputs: {} };
  const script = join(folder, '..', 'step.sh');
  writeFileSync(script, step.run);
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...environment, ...filled(step.env ?? {}, contexts), GITHUB_OUTPUT: outputFile },
  });
  const lines = readFileSync(outputFile, 'utf8').split('\n').filter(Boolean);
  const outputs = Object.fromEntries(
    lines.map((line) => [line.split('=', 1)[0], line.replace(/^[^=]*=/, '')]),
  );
  return { outcome: status === 0 ? 'success' : 'failure', said: stdout + stderr, outputs };
}

/** What an action cannot find, it leaves out. */
function copyFolder(from: string, to: string): void {
  if (existsSync(from)) cpSync(from, to, { recursive: true });
}

/** Like actions/checkout: the whole history with every branch, or only the one commit. */
function checkOut({ origin, event }: JobPlace, folder: string, isWhole: boolean): void {
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: folder, stdio: 'pipe', env: { ...process.env, ...gitSettings } });
  git('init', '--quiet');
  git('remote', 'add', 'origin', `file://${origin}`);
  const refs = `+refs/heads/${isWhole ? '*' : event.branch}:refs/remotes/origin/${isWhole ? '*' : event.branch}`;
  git('fetch', '--quiet', ...(isWhole ? [] : ['--depth=1']), 'origin', refs);
  git('checkout', '--quiet', '--detach', `refs/remotes/origin/${event.branch}`);
}

function filled(texts: Readonly<Record<string, unknown>>, contexts: Contexts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, String(fillIn(text, contexts) ?? '')]),
  );
}

function keptIn(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files
      .map((file) => join(file.parentPath, file.name))
      .sort()
      .map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]),
  );
}
