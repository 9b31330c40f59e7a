import { expect, test } from 'vitest';
import type { ListingReport } from '../../src/model/listing-report.ts';
import { columns } from '../../src/report/columns.ts';
import { buildChange, buildKept, buildProblem, buildProduct, buildReport } from '../support/build-reports.ts';

function column(label: string) {
  const found = columns.find((candidate) => candidate.label === label);
  if (!found) throw new Error(`no column ${label}`);
  return found;
}

const shown = (label: string, report: ListingReport) => column(label).cell(report, '2026-11-21')?.html;
const key = (label: string, report: ListingReport) => Number(column(label).sortKey?.(report));

const warning = buildProblem({ severity: 'warning' });

test('one error weighs more than a hundred warnings, and a conflict as much as an error', () => {
  const weight = (...problems: ListingReport['problems']) => key('Problems', buildReport({ problems }));
  expect(weight(buildProblem())).toBeGreaterThan(weight(...Array(100).fill(warning)));
  expect(weight(buildProblem({ severity: 'conflict' }))).toBe(weight(buildProblem()));
  expect(weight(warning)).toBeGreaterThan(weight());
});

test('sorted by state, listings that need work come first', () => {
  const states = ['unchanged', 'written', 'refused', 'planned'] as const;
  const sorted = states
    .map((status) => buildReport({ status }))
    .sort((a, b) => key('State', a) - key('State', b));
  expect(sorted.map(({ status }) => status)).toEqual(['refused', 'planned', 'written', 'unchanged']);
});

test('changes are counted in words, conflicts first', () => {
  const changes = [
    buildChange('a'),
    buildChange('b'),
    buildChange('c', { kind: 'delete' }),
    buildChange('d', { kind: 'conflict' }),
  ];
  expect(shown('Changes', buildReport({ changes }))).toBe('1 in conflict, 2 new, 1 deleted');
  expect(key('Changes', buildReport({ changes }))).toBe(4);
});

test('a base past its end of life says so in words, not in colour alone', () => {
  const base = { id: 'debian:6', endOfLife: '2016-02-29', isScannable: false };
  const report = buildReport({ product: buildProduct({ base }) });
  expect(shown('End of life', report)).toBe(
    '<span class="error"><span class="day">2016-02-29</span> past</span>',
  );
  expect(shown('ECR scan', report)).toBe('<span class="warning">no</span>');
});

test('a manifest that was not understood goes by its path, and leaves the rest open', () => {
  const report = buildReport({ product: null, name: null, owner: null, manifest: 'a/<b>.yaml' });
  expect(shown('Listing', report)).toBe(
    '<span class="name">a/&lt;b&gt;.yaml</span><span class="folder"><code>a/<wbr>&lt;b&gt;.yaml</code></span>',
  );
  expect(columns.slice(6).map(({ label }) => shown(label, report))).toEqual(Array(7).fill(undefined));
});

test('the name of the product comes first, and its folder below it', () => {
  const report = buildReport({
    name: 'BERT Large',
    product: null,
    manifest: 'listings/bert/marketplace.yaml',
  });
  expect(columns[0]?.cell(report, '2026-11-21')?.html).toBe(
    '<span class="name">BERT Large</span><span class="folder"><code>listings/<wbr>bert</code></span>',
  );
});

test('the last rehearsal is told with its day: ready, or how many checks failed', () => {
  expect(shown('Rehearsal', buildReport())).toBe('<span class="quiet">none</span>');
  expect(shown('Rehearsal', buildReport({ rehearsal: buildKept(0) }))).toBe(
    '<span class="ready">Ready</span> <span class="quiet day">2026-11-20</span>',
  );
  expect(shown('Rehearsal', buildReport({ rehearsal: buildKept(2) }))).toBe(
    '<span class="not-ready">Not ready, 2 failed</span> <span class="quiet day">2026-11-20</span>',
  );
});

test('the shares of the columns make a whole', () => {
  expect(columns.reduce((sum, { share }) => sum + share, 0)).toBe(100);
});
