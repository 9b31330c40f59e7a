import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { titled } from '../support/python.ts';
import { sharedByTests } from '../support/when-over.ts';
import { type Job, type Outcome, runWithOurs, runWithToolkit } from './run-training-jobs.ts';
import { python } from './toolkits-python.ts';

/** One thing that differs, in one job or in all. `null` is not there; a text may end with `…`; without `ours`, any. */
interface Seen {
  readonly job?: string;
  readonly name: string;
  readonly toolkit: string | null;
  readonly ours?: string | null;
}

interface Table {
  readonly jobs: Readonly<Record<string, Job>>;
  /** The words are printed in docs/reference/toolkits.md. */
  readonly differences: readonly { readonly what: string; readonly seen: readonly Seen[] }[];
}

const { jobs, differences }: Table = JSON.parse(
  readFileSync(join(import.meta.dirname, 'training.json'), 'utf8'),
);

describe.skipIf(python.missing)(titled('script mode beside SageMaker’s training toolkit', python), () => {
  const programs = python.programs ?? '';
  const ofToolkit = sharedByTests(() => {
    const outcomes = runWithToolkit(programs, Object.values(jobs));
    return new Map(Object.keys(jobs).map((name, index) => [name, outcomes[index] ?? {}]));
  });
  const found = new Set<Seen>();

  test.each(Object.entries(jobs))('the job with %s differs only as the table says', async (name, job) => {
    const toolkit = ofToolkit().get(name) ?? {};
    const ours = await runWithOurs(programs, job);
    const unknown = differing(toolkit, ours).filter((one) => {
      const row = rowOf(name, one, toolkit, ours);
      if (row) found.add(row);
      return row === undefined;
    });
    expect(unknown.map((one) => ({ name: one, toolkit: toolkit[one], ours: ours[one] }))).toEqual([]);
  });

  test('each row of the table is still true', () => {
    const rows = differences.flatMap(({ seen }) => seen);
    expect(rows.filter((row) => !found.has(row))).toEqual([]);
  });
});

/** Where the script ran only once, what it saw is no difference of its own. */
function differing(toolkit: Outcome, ours: Outcome): readonly string[] {
  const ranTwice = 'arguments' in toolkit === 'arguments' in ours;
  const names = [...new Set([...Object.keys(toolkit), ...Object.keys(ours)])];
  const compared = ranTwice ? names : ['arguments', 'exit code', 'failure'];
  return compared.filter((name) => toolkit[name] !== ours[name]);
}

/** A row about one job comes before one about all. */
function rowOf(job: string, name: string, toolkit: Outcome, ours: Outcome): Seen | undefined {
  const rows = differences.flatMap(({ seen }) => seen);
  const fitting = rows.filter(
    (row) =>
      row.name === name &&
      (row.job ?? job) === job &&
      isLike(row.toolkit, toolkit[name]) &&
      (row.ours === undefined || isLike(row.ours, ours[name])),
  );
  return fitting.find((row) => row.job !== undefined) ?? fitting[0];
}

function isLike(expected: string | null, value: string | undefined): boolean {
  if (expected === null || value === undefined) return expected === (value ?? null);
  return expected.endsWith('…') ? value.startsWith(expected.slice(0, -1)) : value === expected;
}
