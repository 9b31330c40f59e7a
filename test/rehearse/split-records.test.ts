import { expect, test } from 'vitest';
import { splitRecords } from '../../src/rehearse/acts/split-records.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const textOf = (body: Uint8Array) => Buffer.from(body).toString('latin1');
const word = (value: number) => {
  const field = Buffer.alloc(4);
  field.writeUInt32LE(value >>> 0);
  return field.toString('latin1');
};
const magic = '\x0a\x23\xd7\xce';

function recordIo(payload: string, part = 0): string {
  const padding = '\0'.repeat((4 - (payload.length % 4)) % 4);
  return `${magic}${word(part * 2 ** 29 + payload.length)}${payload}${padding}`;
}

function tfRecord(payload: string): string {
  return `${word(payload.length)}${word(0)}sum1${payload}sum2`;
}

function seen(body: string, split: string): unknown {
  const found = splitRecords(bytes(body), split);
  return found.ok ? found.value.map(({ framed, alone }) => [textOf(framed), textOf(alone)]) : found.reason;
}

test('a file is one record without a split', () => {
  expect(seen('1,2\n\n3,4', 'None')).toEqual([['1,2\n\n3,4', '1,2\n\n3,4']]);
});

test('lines keep or get their ends, and empty ones are none', () => {
  expect(seen('1,2\n\n3,4', 'Line')).toEqual([
    ['1,2\n', '1,2\n'],
    ['3,4\n', '3,4\n'],
  ]);
});

test('records of RecordIO lose frame and padding where they go alone', () => {
  expect(seen(recordIo('abcde') + recordIo(''), 'RecordIO')).toEqual([
    [recordIo('abcde'), 'abcde'],
    [recordIo(''), ''],
  ]);
});

test('a record of RecordIO that holds its magic number is put together again', () => {
  const cut = recordIo('ab', 1) + recordIo('cd', 2) + recordIo('e', 3);
  expect(seen(cut + recordIo('next'), 'RecordIO')).toEqual([
    [cut, `ab${magic}cd${magic}e`],
    [recordIo('next'), 'next'],
  ]);
});

test('records of TFRecord lose their lengths and checksums where they go alone', () => {
  expect(seen(tfRecord('one') + tfRecord('three'), 'TFRecord')).toEqual([
    [tfRecord('one'), 'one'],
    [tfRecord('three'), 'three'],
  ]);
});

test.each([
  ['another file', '1,2\n3,4\n', 'RecordIO', 'no RecordIO: no whole record begins at byte 1'],
  [
    'a record that is cut off',
    recordIo('abcd') + recordIo('abcd').slice(0, 10),
    'RecordIO',
    'no RecordIO: no whole record begins at byte 13',
  ],
  ['a part without its end', recordIo('abcd', 1), 'RecordIO', 'no RecordIO: its last record does not end'],
  [
    'lengths that lead nowhere',
    '1,2\n3,4\n5,6\n7,8\n',
    'TFRecord',
    'no TFRecord: no whole record begins at byte 1',
  ],
])('%s is told with its place', (_, body, split, fault) => {
  expect(seen(body, split)).toBe(fault);
});
