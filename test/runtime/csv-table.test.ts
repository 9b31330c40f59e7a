import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readTable, readTables, scaled, scaleOf } from '../../listing/runtime/csv-table.ts';
import { openChannel } from '../../listing/runtime/training/channel-data.ts';
import type { Channel } from '../../listing/runtime/training.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A channel with these files. */
function channel(name: string, files: Readonly<Record<string, string>>): Channel {
  const dir = join(temporaryFolder(), name);
  mkdirSync(dir);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  const facts = { name, dir, contentType: 'text/csv', inputMode: 'File', recordWrapper: 'None' } as const;
  return openChannel(facts, { signal: new AbortController().signal, onWait: () => {} });
}

function rowsFrom(count: number): string {
  return Array.from({ length: count }, (_, row) => `${row},${row * 2}`).join('\n');
}

test('the first column is the target, and all files of the folder count, whatever they are called', async () => {
  const files = { 'a.csv': '1,10,100\n', 'sub/part-00001': '2,20,200\n', _SUCCESS: '', '.crc': 'x' };
  const { targets, rows } = await readTable(channel('train', files));
  expect(targets.map((target, index) => [target, ...(rows[index] ?? [])]).sort()).toEqual([
    [1, 10, 100],
    [2, 20, 200],
  ]);
});

test('rows are mixed, always in the same way, and keep their targets', async () => {
  const train = channel('train', { 'a.csv': rowsFrom(100) });
  const first = await readTable(train);
  expect(first.targets).not.toEqual([...first.targets].sort((a, b) => a - b));
  expect([...first.targets].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, row) => row));
  expect(first.rows).toEqual(first.targets.map((target) => [target * 2]));
  expect(await readTable(train)).toEqual(first);
});

test('without a validation channel every tenth row is held back, and not learnt from', async () => {
  const { train, validation } = await readTables({ train: channel('train', { 'a.csv': rowsFrom(40) }) });
  expect([train.targets.length, validation.targets.length]).toEqual([36, 4]);
  expect(train.targets.filter((target) => validation.targets.includes(target))).toEqual([]);
});

test('a validation channel is what is checked with, and a channel of any name is learnt from', async () => {
  const sales = channel('sales', { 'a.csv': rowsFrom(20) });
  const { train, validation } = await readTables({
    sales,
    validation: channel('validation', { b: '7,7\n' }),
  });
  expect([train.targets.length, validation.targets]).toEqual([20, [7]]);
});

test.each([
  [
    'a header row',
    { 'a.csv': 'price,rooms\n1,2\n' },
    'a.csv, row 1, column 1: "price" is not a number; the file must have no header row',
  ],
  ['an empty cell', { 'a.csv': '1,2\n1,\n' }, 'a.csv, row 2, column 2: "" is not a number'],
  [
    'rows of different lengths',
    { 'a.csv': '1,2\n', 'b.csv': '1,2,3\n' },
    'b.csv, row 1 has 3 columns, and the rows before have 2',
  ],
  ['a target alone', { 'a.csv': '1\n' }, 'a.csv, row 1 needs a target and at least one more column'],
  ['no rows', { 'a.csv': '\n' }, 'channel `train` has no rows in'],
])('%s ends the job with the place of the fault', async (_, files, message) => {
  await expect(readTables({ train: channel('train', files) })).rejects.toThrow(message);
});

test('scaling brings every column to a mean of 0 and a deviation of 1, and leaves a constant one alone', () => {
  const rows = [
    [1, 5],
    [3, 5],
  ];
  const scale = scaleOf(rows);
  expect(rows.map((row) => scaled(row, scale))).toEqual([
    [-1, 0],
    [1, 0],
  ]);
});
