import { describe, expect, test } from 'vitest';
import { printNpy } from '../../listing/runtime/codecs/write-npy.ts';
import { decodeColumns } from '../../listing/runtime/columns/decode-columns.ts';
import type { ColumnKind, ModelColumns } from '../../listing/runtime/columns/model-columns.ts';
import type { NamedTable } from '../../listing/runtime/columns/named-table.ts';
import type { Codec, Field } from '../../listing/runtime/declared.ts';
import { NumberTable } from '../../listing/runtime/number-table.ts';

type Text = string | Uint8Array;

const model = (names: readonly string[] | null, ...kinds: readonly ColumnKind[]): ModelColumns => ({
  names,
  kinds: kinds.length > 0 ? kinds : (names ?? []).map(() => 'any' as const),
});
const two = model(['age', 'town']);

function read(body: Text, codec: Codec, known: ModelColumns | null = null, hasHeader = false) {
  const { records, ...rest } = decodeColumns(Buffer.from(body), codec, 'utf-8', hasHeader, null, known);
  return { ...rest, names: records.names, columns: columnsOf(records) };
}

function columnsOf({ cells }: NamedTable): unknown[] {
  if (!(cells instanceof NumberTable)) return cells.columns.map((column) => [...column.cells]);
  const rows = cells.toRows().map((row) => [...(row as Iterable<number>)]);
  return (rows[0] ?? []).map((_, at) => rows.map((row) => row[at]));
}

describe('columns have their names', () => {
  const wanted = {
    names: ['age', 'town'],
    columns: [
      [1, Number.NaN],
      ['Rome', 'Oslo'],
    ],
  };

  test.each<[string, Text, Codec, boolean]>([
    ['the header of CSV', 'town, age\nRome,1\nOslo,\n', 'csv', true],
    ['a header with quotes', '"town","age"\n"Rome",1\nOslo,""\n', 'csv', true],
    ['the model, for rows of CSV', '1,Rome\nNA,Oslo', 'csv', false],
    ['objects', '{"instances": [{"town": "Rome", "age": 1}, {"age": null, "town": "Oslo"}]}', 'json', false],
    ['the model, for lists', '[[1, "Rome"], [null, "Oslo"]]', 'json', false],
    [
      'the model, for rows in objects',
      '[{"features": [1, "Rome"]}, {"features": [null, "Oslo"]}]',
      'json',
      false,
    ],
    ['lines of objects', '{"town": "Rome", "age": 1}\n{"age": null, "town": "Oslo"}', 'jsonlines', false],
    [
      'what pandas writes with orient="split"',
      '{"columns": ["town", "age"], "index": [0, 1], "data": [["Rome", 1], ["Oslo", null]]}',
      'json',
      false,
    ],
  ])('of %s, in the order of the model', (_, body, codec, hasHeader) => {
    expect(read(body, codec, two, hasHeader)).toMatchObject(wanted);
  });

  test('of the caller, where the model knows none', () => {
    expect(read('b,a\n1,x', 'csv', null, true)).toMatchObject({
      names: ['b', 'a'],
      columns: [[1], ['x']],
      header: ['b', 'a'],
      shape: 'one',
    });
    expect(read('[{"b": 1}, {"a": 2, "b": 3}]', 'json')).toMatchObject({
      names: ['b', 'a'],
      columns: [
        [1, 3],
        [Number.NaN, 2],
      ],
    });
    expect(read('1,x', 'csv')).toMatchObject({ names: null, columns: [[1], ['x']] });
  });

  test('or none, where the model only knows their number: then their order counts', () => {
    const numbered = model(null, 'number', 'label');
    for (const [body, codec, hasHeader] of [
      ['1,x', 'csv', false],
      ['a,b\n1,x', 'csv', true],
      ['{"a": 1, "b": "x"}', 'json', false],
    ] as const)
      expect(read(body, codec, numbered, hasHeader)).toMatchObject({ names: null, columns: [[1], ['x']] });
  });

  test('also where an object has members of that name without being told', () => {
    expect(read('[{"constructor": 1}]', 'json', model(['constructor'])).columns).toEqual([[1]]);
    expect(() => read('[{}]', 'json', model(['constructor']))).toThrow('column "constructor": it is missing');
  });

  test('and numbers are put in order without becoming texts', () => {
    const names = model(['a', 'b', 'c'], 'number', 'number', 'number');
    const columns = [
      [1, 4],
      [2, 5],
      [3, 6],
    ];
    expect(read('c,a,b\n3,1,2\n6,4,5', 'csv', names, true).columns).toEqual(columns);
    expect(read('[{"c": 3, "a": 1, "b": 2}, {"c": 6, "a": 4, "b": 5}]', 'json', names).columns).toEqual(
      columns,
    );
    expect(
      read(
        printNpy([
          [1, 2, 3],
          [4, 5, 6],
        ]),
        'npy',
        names,
      ),
    ).toMatchObject({ names: names.names, columns });
    expect(read('1,2,3\nTrue,"5",inf', 'csv', names).columns).toEqual([
      [1, 1],
      [2, 5],
      [3, Number.POSITIVE_INFINITY],
    ]);
  });
});

describe('what does not fit is told with its name', () => {
  const those = 'the columns of the model are age, town';
  test.each<[Text, Codec, boolean, string]>([
    ['town\nRome', 'csv', true, `the header, column "age": it is missing; ${those}`],
    [
      'town,age,x\nRome,1,2',
      'csv',
      true,
      'the header, column "x": the model has no such column; its columns are age, town',
    ],
    ['age,age\n1,2', 'csv', true, 'the header, column "age": it is there twice'],
    ['age,town\n1', 'csv', true, 'record 1 has 1 column, and the header has 2'],
    ['1,Rome\n2', 'csv', false, 'record 2 has 1 column, and record 1 has 2'],
    ['1,Rome,x', 'csv', false, 'record 1 has 3 columns, and the model takes 2: age, town'],
    [
      'town,age\nRome,1',
      'csv',
      false,
      'record 1 has the names of the columns; for a header, send the content type text/csv; header=present',
    ],
    [
      '[{"age": 1, "town": "Rome"}, {"town": "Oslo"}]',
      'json',
      false,
      `record 2, column "age": it is missing; ${those}`,
    ],
    [
      '{"age": 1, "town": "Rome", "x": 1}',
      'json',
      false,
      'record 1, column "x": the model has no such column',
    ],
    [
      '[{"age": 1, "town": "Rome"}, [1, "Rome"]]',
      'json',
      false,
      'record 2 must be an object, as record 1 is',
    ],
    ['[[1, "Rome"], {"age": 1, "town": "Rome"}]', 'json', false, 'record 2 must be a list, as record 1 is'],
    [printNpy([[1, 2, 3]]), 'npy', false, 'record 1 has 3 columns, and the model takes 2: age, town'],
    [printNpy([[[1], [2]]]), 'npy', false, 'the array has 3 axes, and a table has 2'],
  ])('%#: %4$s', (body, codec, hasHeader, message) => {
    expect(() => read(body, codec, two, hasHeader)).toThrow(message);
  });

  test('also where the model knows the kind of its cells', () => {
    const known = model(['age', 'town'], 'number', 'label');
    expect(() => read('1,Rome\nold,Oslo', 'csv', known)).toThrow(
      'record 2, column "age": "old" is not a number',
    );
    expect(() => read('[[1, "Rome"], [2, null]]', 'json', known)).toThrow(
      'record 2, column "town": it is missing',
    );
    expect(() => read('1,', 'csv', model(null, 'any', 'label'))).toThrow('record 1, column 2: it is missing');
  });

  test('and long values are cut off', () => {
    expect(() => read(`["${'x'.repeat(999)}"]`, 'json', model(['a'], 'number'))).toThrow(
      /xxxx… is not a number$/,
    );
  });

  test('a table may be wide, but not without a model that knows its columns', () => {
    const names = Array.from({ length: 100_000 }, (_, at) => `c${at}`);
    const wanted = 'record 1 has 100000 columns, and there may be up to 10000';
    expect(() => read(`${names}\n${names}`, 'csv', null, true)).toThrow(wanted);
    expect(() => read(`${names}\n${names}`, 'csv', model(['a']), true)).toThrow(
      'the model has no such column',
    );
    expect(read(`${names}\n${names}`, 'csv', model(names), true).columns).toHaveLength(100_000);
  });

  test('a model with many columns names the first of them', () => {
    const names = Array.from({ length: 60 }, (_, at) => `c${at}`);
    expect(() => read('1', 'csv', model(names))).toThrow('takes 60: c0, c1, ');
    expect(() => read('1', 'csv', model(names))).toThrow(', c49, …');
  });
});

describe('cells have the type', () => {
  test('that the model has learnt: texts of digits stay texts', () => {
    const texts = model(['code'], 'text');
    expect(read('007\nNA', 'csv', texts).columns).toEqual([['007', null]]);
    expect(read('code\n007', 'csv', texts, true).columns).toEqual([['007']]);
    expect(read('["007", 7, true, null, "NA"]', 'json', texts).columns).toEqual([
      ['007', '7', 'True', null, 'NA'],
    ]);
    expect(read(printNpy([[7]]), 'npy', texts).columns).toEqual([['7']]);
    expect(read('one, two', 'text', texts).columns).toEqual([['one, two']]);
    expect(read('7', 'text', model(['n'], 'number')).columns).toEqual([[7]]);
    expect(read('7,x', 'text', two).columns).toEqual([[7], ['x']]);
  });

  test('that they have in JSON', () => {
    const { columns } = read('[["1", 1, true, true, "a"], ["2", null, false, null, 3]]', 'json');
    expect(columns).toEqual([
      ['1', '2'],
      [1, Number.NaN],
      [true, false],
      [true, null],
      ['a', 3],
    ]);
  });
});

test('an empty list has no columns, and needs none', () => {
  const { records, shape } = decodeColumns(Buffer.from('[]'), 'json', 'utf-8', false, null, two);
  expect([records.length, shape]).toEqual([0, 'list']);
});

test('tables are joined and split by rows, and only where names and types are the same', () => {
  const tableOf = (body: string) =>
    decodeColumns(Buffer.from(body), 'json', 'utf-8', false, null, null).records;
  const [one, other] = [
    tableOf('[{"a": 1, "b": "x"}]'),
    tableOf('[{"a": 2, "b": "y"}, {"a": 3, "b": null}]'),
  ];
  const joined = one.concat(other);
  expect([joined.length, columnsOf(joined)]).toEqual([
    3,
    [
      [1, 2, 3],
      ['x', 'y', null],
    ],
  ]);
  expect(columnsOf(joined.slice(1, 9))).toEqual(columnsOf(other));
  const kinds = [
    '[{"a": 1, "b": "x"}]',
    '[{"a": 1, "c": "x"}]',
    '[{"a": 1, "b": 1}]',
    '[{"b": "x", "a": 1}]',
  ].map((body) => tableOf(body).kind);
  expect(new Set(kinds).size).toBe(4);
  expect(one.kind).toBe(other.kind);
});

test('with fields, columns have their names and types', () => {
  const field = (name: string, type: Field['type'], required = true): Field => ({ name, type, required });
  const rules = [
    field('town', 'string'),
    field('age', 'integer', false),
    field('new', 'boolean'),
    field('on', 'date'),
  ];
  const names = rules.map(({ name }) => name);
  const make = (values: ArrayLike<unknown>) =>
    Object.fromEntries(names.map((name, at) => [name, values[at]]));
  const decode = (body: string, known: ModelColumns | null, fields = rules) =>
    decodeColumns(Buffer.from(body), 'csv', 'utf-8', false, { rules: fields, make }, known).records;
  const table = decode('007,,1,2026-01-31', null);
  expect([table.names, columnsOf(table)]).toEqual([names, [['007'], [Number.NaN], [true], ['2026-01-31']]]);
  const turned = decode('007,5,1,2026-01-31', model(['on', 'new', 'age', 'town'])).names;
  expect(turned).toEqual(['on', 'new', 'age', 'town']);
  const numbers = [field('b', 'number'), field('a', 'integer')];
  const ordered = decode('1.5,2', model(['a', 'b'], 'number', 'number'), numbers);
  expect([ordered.names, columnsOf(ordered)]).toEqual([
    ['a', 'b'],
    [[2], [1.5]],
  ]);
});
