import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeColumns } from '../../listing/runtime/columns/decode-columns.ts';
import { packFrame } from '../../listing/runtime/python/values.ts';
import { root } from '../support/built.ts';
import { tries } from '../support/every-case.ts';
import { pythonOf, titled } from '../support/python.ts';

/** What cells of real files hold: numbers, words for true and for what is missing, days, texts. */
const cells = [
  ...['1', '-2', '+3', '0.5', '.5', '5.', '1e5', '-1E-3', '007', 'inf', '-Infinity', '12345678901234567'],
  ...['', 'NA', 'nan', 'NULL', 'None', 'n/a', '<NA>', '#N/A', 'null', '-nan', 'none', 'Na', 'missing'],
  ...['True', 'TRUE', 'true', 'False', 'FALSE', 'false', 'yes', '0', '1'],
  ...[
    '2026-01-31',
    '31.1.2026',
    '12:30',
    'Rome',
    'größe',
    '"a, b"',
    '" x "',
    '0x1f',
    '1_000',
    '1 2',
    '-',
    '.',
  ],
];

/** Columns that are mostly of one kind, as those of real files are. */
const column = (length: number) =>
  fc
    .array(fc.constantFrom(...cells), { minLength: 1, maxLength: 3 })
    .chain((few) => fc.array(fc.constantFrom(...few), { minLength: length, maxLength: length }));
const tables = fc
  .integer({ min: 1, max: 5 })
  .chain((length) => fc.array(column(length), { minLength: 2, maxLength: 5 }));

/** The first column keeps rows from being blank. */
function csvOf(columns: readonly (readonly string[])[]): string {
  const rows = (columns[0] ?? []).map((_, row) => ['k', ...columns.map((column) => column[row])].join(','));
  return [['key', ...columns.map((_, at) => `column ${at}`)].join(','), ...rows, ''].join('\n');
}

describe.each(['listing', 'xgboost'] as const)('with the pandas of %s', (environment) => {
  const python = pythonOf(environment);
  test.skipIf(python.missing)(titled('a frame has the types and cells that pandas reads', python), () => {
    const samples = fc.sample(tables, tries(150, 3000));
    const numbers = samples.map((columns) =>
      columns.map((column) => column.map((_, row) => String(row / 4))),
    );
    const bodies = [...samples, ...numbers.slice(0, 20)].map(csvOf);
    const lines = bodies.map((csv) => {
      const { records } = decodeColumns(Buffer.from(csv), 'csv', 'utf-8', true, null, null);
      const { head, body } = packFrame(records);
      return JSON.stringify({ csv, head, body: Buffer.from(body).toString('base64') });
    });
    const script = join(root, 'test/support/compare_frames.py');
    const { stdout, stderr } = spawnSync(
      join(python.programs ?? '', 'python3'),
      [script, join(root, 'listing')],
      { input: lines.join('\n'), encoding: 'utf8', maxBuffer: 2 ** 26 },
    );
    const found = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    expect(found.filter((words) => words !== 'the same').slice(0, 3), stderr).toEqual([]);
    expect(found.length, stderr).toBe(bodies.length);
  });
});
