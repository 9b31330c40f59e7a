import { expect, test } from 'vitest';
import type { Rehearsal } from '../../src/model/rehearsal.ts';
import { plainPaint } from '../../src/problem/print-problems.ts';
import { printRehearsal } from '../../src/report/print-rehearsal.ts';
import { printRehearsals } from '../../src/report/print-rehearsals.ts';
import { buildLoad, buildRehearsal, buildResult } from '../support/build-rehearsals.ts';

test('a load is a table, and says what its figures are not', () => {
  const printed = printRehearsal(buildRehearsal({ load: buildLoad() }), plainPaint);
  const table = `
connections  calls/s     p50     p99  turned away  errors  memory
          1      410  2.4 ms  6.1 ms            ·       ·   82 MB
          2      790  2.5 ms  6.3 ms            ·       ·   82 MB
          4     1210  3.3 ms  8.3 ms            ·       ·   82 MB
          8     1230  6.5 ms   16 ms            ·       ·   82 MB
         16     1190   13 ms   34 ms            ·       ·   82 MB
          4     1204  3.2 ms  9.0 ms            ·       ·   82 MB
more than 4 connections brought no more calls a second; the last row is 6.2 s at that point
the callers ran on the same machine and took a part of it, so compare runs here, not with an endpoint
`;
  expect(printed).toContain(table);
});

const failing = { verdict: 'failed', words: '500 in 3 ms', fix: 'answer 415' } as const;
const { results } = buildRehearsal();

function lastLine(other: Partial<Rehearsal>): string | undefined {
  return printRehearsal(buildRehearsal(other), plainPaint).trimEnd().split('\n').at(-1);
}

test('there are three verdicts, and without an engine a listing is ready only as far as seen', () => {
  const aside = buildResult('same-model', { verdict: 'not-seen', words: 'no hyperparameter is a seed' });
  const behindSignal = buildResult('stop-in-time', {
    verdict: 'not-seen',
    words: 'by the signal itself',
    needs: 'container',
  });
  expect(lastLine({ stage: 'container' })).toBe('ready: 4 checks passed, 1 not seen');
  expect(lastLine({})).toBe('ready as far as seen: 4 of 5 checks, 1 needs Docker');
  expect(lastLine({ results: [...results, aside, behindSignal] })).toBe(
    'ready as far as seen: 4 of 7 checks, 2 need Docker, 1 other not seen',
  );
  expect(lastLine({ results: [...results, buildResult('declared-types', failing)] })).toBe(
    'not ready: 1 of 6 checks failed, 1 not seen',
  );
});

test('who objects decides: AWS or buyers, not the friends of good practice', () => {
  const withOne = (objector: 'AWS refuses' | 'buyers suffer' | 'good practice', of = failing) => ({
    stage: 'container' as const,
    results: [...results, buildResult('bad-body', of, { objector })],
  });
  const printed = printRehearsal(buildRehearsal(withOne('good practice')), plainPaint);
  expect(printed).toContain('\nwarning, good practice: 500 in 3 ms [bad-body]\n');
  expect(printed.trimEnd().split('\n').at(-1)).toBe('ready: 4 checks passed, 1 warning, 1 not seen');
  for (const objector of ['AWS refuses', 'buyers suffer'] as const) {
    const refused = printRehearsal(buildRehearsal(withOne(objector)), plainPaint);
    expect(refused).toContain(`\nerror, ${objector}: 500 in 3 ms [bad-body]\n`);
    expect(refused).toContain('\nnot ready: 1 of 6 checks failed, 1 not seen\n');
  }
  // One failure of a check may be worse than its others.
  const ended = { ...failing, objector: 'buyers suffer' } as const;
  expect(lastLine(withOne('good practice', ended))).toBe('not ready: 1 of 6 checks failed, 1 not seen');
});

test('the last line for many listings says where some were seen in part', () => {
  const one = (other: Partial<Rehearsal>) => ({
    manifest: 'a/marketplace.yaml',
    outcome: { ok: true, value: buildRehearsal(other) } as const,
  });
  const lastOf = (...all: Partial<Rehearsal>[]) =>
    printRehearsals(all.map(one), plainPaint).trimEnd().split('\n').at(-1);
  expect(lastOf({ stage: 'container' }, { stage: 'container' })).toBe('ready: 2 listings');
  expect(lastOf({ stage: 'container' }, {})).toBe(
    'ready as far as seen: 2 listings, 1 without the checks that need Docker',
  );
});
