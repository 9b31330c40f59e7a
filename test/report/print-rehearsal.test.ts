import { expect, test } from 'vitest';
import { plainPaint } from '../../src/problem/print-problems.ts';
import { printRehearsal } from '../../src/report/print-rehearsal.ts';
import { buildLoad, buildRehearsal } from '../support/build-rehearsals.ts';

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
  expect(printed.trimEnd().split('\n').at(-1)).toBe('ready: 4 checks passed, 1 not seen');
});
