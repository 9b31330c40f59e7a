import { describe, expect, test } from 'vitest';
import { decodeNumbers } from '../../listing/runtime/codecs/read-numbers.ts';
import { printNpy } from '../../listing/runtime/codecs/write-npy.ts';
import type { Codec, Field, RecordFields } from '../../listing/runtime/declared.ts';
import { decodeFieldRecords } from '../../listing/runtime/fields/field-records.ts';
import { asRow } from '../../listing/runtime/fields/record-rows.ts';

const age: Field = { name: 'age', type: 'integer', min: 0, max: 120, unit: 'years', required: true };
const rate: Field = { name: 'rate', type: 'number', required: false };
const plan: Field = {
  name: 'plan',
  type: 'string',
  values: ['basic', 'pro'],
  required: false,
  default: 'basic',
};
const since: Field = { name: 'since', type: 'date', min: '2020-01-01', max: '2029-12-31', required: true };
const active: Field = { name: 'active', type: 'boolean', required: true };
const picture: Field = { name: 'picture', type: 'image', required: true };

function read(
  fields: readonly Field[],
  codec: Codec,
  body: string | Uint8Array,
  hasHeader = false,
): unknown[] {
  return [...decodeFieldRecords(Buffer.from(body), codec, 'utf-8', hasHeader, fieldsOf(fields)).records];
}

function fieldsOf(rules: readonly Field[]): RecordFields {
  return {
    rules,
    make: (values) => Object.fromEntries(rules.map(({ name }, at) => [name, values[at]])),
  };
}

describe('records become objects with every field', () => {
  const fields = [age, rate, plan, since, active];
  const whole = { age: 42, rate: 0.5, plan: 'pro', since: '2026-01-31', active: true };
  const filled = { ...whole, rate: null, plan: 'basic' };
  test.each<[string, Codec, string]>([
    ['rows of CSV', 'csv', '42,0.5,pro,2026-01-31,true\n42,,,2026-01-31,1\n'],
    ['numbers of CSV in other forms', 'csv', ' 4.2e1 ,.5,pro,2026-01-31, TRUE\n+42.0,NaN,,2026-01-31,1\n'],
    [
      'objects of JSON in any order',
      'json',
      '[{"plan":"pro","active":true,"since":"2026-01-31","age":42,"rate":0.5},{"age":42,"rate":null,"since":"2026-01-31","active":true}]',
    ],
    [
      'rows of JSON',
      'json',
      '{"instances":[[42,0.5,"pro","2026-01-31",true],[42,null,null,"2026-01-31",true]]}',
    ],
    [
      'JSON Lines',
      'jsonlines',
      '{"age":42,"rate":0.5,"plan":"pro","since":"2026-01-31","active":true}\n[42,null,null,"2026-01-31",true]\n',
    ],
  ])('%s', (_title, codec, body) => {
    expect(read(fields, codec, body)).toEqual([whole, filled]);
  });

  test('CSV of numbers alone', () => {
    const numbers = [age, { ...rate, default: 2 }, { ...rate, name: 'other' }];
    expect(read(numbers, 'csv', '42,,0.5\n7,1,\n')).toEqual([
      { age: 42, rate: 2, other: 0.5 },
      { age: 7, rate: 1, other: null },
    ]);
    expect(() => read(numbers, 'csv', '42,,0.5\n121,1,\n')).toThrow(
      'record 2, field "age": 121 is above the maximum of 120 years',
    );
    expect(() => read(numbers, 'csv', '42,1\n')).toThrow('record 1 has 2 columns, and there are 3 fields');
  });

  test('columns of a header in any order, without those that have a default', () => {
    const csv = 'active, since ,age\n1,2026-01-31,42\n';
    expect(read(fields, 'csv', csv, true)).toEqual([filled]);
  });

  test('with its members in the order of the fields, whatever the order of the caller', () => {
    const [sorted] = read([age, rate], 'json', '{"rate": 1, "age": 2}') as [object];
    expect(Object.keys(sorted)).toEqual(['age', 'rate']);
  });

  test('rows of a NumPy file', () => {
    const rows = printNpy([
      [42, 0.5, 1],
      [7, Number.NaN, 0],
    ]);
    expect(read([age, rate, active], 'npy', rows)).toEqual([
      { age: 42, rate: 0.5, active: true },
      { age: 7, rate: null, active: false },
    ]);
  });

  test('a picture as the body, and as base64 in JSON', () => {
    const bytes = Uint8Array.of(1, 2, 250);
    const base64 = Buffer.from(bytes).toString('base64');
    expect(read([picture], 'bytes', bytes)).toEqual([{ picture: Buffer.from(bytes) }]);
    expect(read([picture], 'json', JSON.stringify({ picture: base64 }))).toEqual([
      { picture: Buffer.from(bytes) },
    ]);
    expect(read([picture], 'json', JSON.stringify([base64]))).toEqual([{ picture: Buffer.from(bytes) }]);
  });

  test('lists and objects of JSON, and their JSON in a cell', () => {
    const fields: Field[] = [
      { name: 'tags', type: 'array', required: false, default: ['a'] },
      { name: 'more', type: 'object', required: true },
    ];
    expect(read(fields, 'csv', '"[1, ""b""]","{""c"": 2}"\n,{}\n')).toEqual([
      { tags: [1, 'b'], more: { c: 2 } },
      { tags: ['a'], more: {} },
    ]);
    expect(read(fields, 'json', '{"more":{"c":2}}')).toEqual([{ tags: ['a'], more: { c: 2 } }]);
  });

  test('a list as the only field, alone and by its name', () => {
    const pixels: Field = { name: 'pixels', type: 'array', required: true };
    const record = { pixels: [1, 2] };
    expect(read([pixels], 'json', '{"instances":[[1,2],{"pixels":[1,2]},[[1,2]]]}')).toEqual([
      record,
      record,
      record,
    ]);
    expect(read([pixels], 'npy', printNpy([[1, 2]]))).toEqual([record]);
    expect(read([pixels], 'csv', '"[1,2]"')).toEqual([record]);
  });

  test('a text as the only field, alone in every type', () => {
    const text: Field = { name: 'text', type: 'string', required: true };
    for (const [codec, body] of [
      ['text', 'a,b'],
      ['json', '["a,b"]'],
      ['json', '{"text":"a,b"}'],
      ['csv', '"a,b"'],
    ] as const)
      expect(read([text], codec, body), codec).toEqual([{ text: 'a,b' }]);
  });

  test('a default that is a list is not shared between records', () => {
    const tags: Field = { name: 'tags', type: 'array', required: false, default: ['a'] };
    const [one, other] = read([tags, plan], 'json', '[{},{}]') as { tags: string[] }[];
    one?.tags.push('b');
    expect(other?.tags).toEqual(['a']);
  });

  test('names that every object has are not taken from there', () => {
    const odd: Field = { name: 'constructor', type: 'string', required: false };
    expect(read([odd, plan], 'json', '[{"plan":"pro"}]')).toEqual([{ constructor: null, plan: 'pro' }]);
    expect(read([odd, plan], 'json', '[{"constructor":"x"}]')).toEqual([{ constructor: 'x', plan: 'basic' }]);
  });
});

describe('a record that breaks a rule is refused with record, field and rule', () => {
  const fields = [age, plan, since, active];
  test.each<[Codec, string, string]>([
    ['csv', '7,pro,2026-01-31,1\n,pro,2026-01-31,1', 'record 2, field "age": it is missing'],
    ['csv', 'x,pro,2026-01-31,1', 'record 1, field "age": "x" is not a whole number'],
    ['csv', '1.50,pro,2026-01-31,1', 'record 1, field "age": 1.5 is not a whole number'],
    ['csv', '0x1F,pro,2026-01-31,1', 'record 1, field "age": "0x1F" is not a whole number'],
    ['csv', 'Infinity,pro,2026-01-31,1', 'record 1, field "age": "Infinity" is not a whole number'],
    ['csv', '-1,pro,2026-01-31,1', 'record 1, field "age": -1 is below the minimum of 0 years'],
    ['csv', '130,pro,2026-01-31,1', 'record 1, field "age": 130 is above the maximum of 120 years'],
    ['csv', '1,gold,2026-01-31,1', 'record 1, field "plan": "gold" is none of "basic", "pro"'],
    ['csv', '1,pro,2026-02-30,1', 'record 1, field "since": "2026-02-30" is not a day such as 2026-01-31'],
    ['csv', '1,pro,2019-12-31,1', 'record 1, field "since": "2019-12-31" is below the minimum of 2020-01-01'],
    ['csv', '1,pro,2030-01-01,1', 'record 1, field "since": "2030-01-01" is above the maximum of 2029-12-31'],
    ['csv', '1,pro,2026-01-31,yes', 'record 1, field "active": "yes" is not true or false'],
    ['csv', '1,pro,2026-01-31', 'record 1, field "active": it is missing'],
    [
      'csv',
      '1,pro,2026-01-31,1,2',
      'record 1 has 5 columns, and there are 4 fields: age, plan, since, active',
    ],
    [
      'csv',
      'age,plan,since,active\n1,pro,2026-01-31,1',
      'record 1, field "age": "age" is not a whole number; for a header, send the content type text/csv; header=present',
    ],
    ['json', '[{"plan":"pro"}]', 'record 1, field "age": it is missing'],
    ['json', '{"age":"1"}', 'record 1, field "age": "1" is not a whole number'],
    ['json', '{"age":1,"since":"2026-01-31","active":1}', 'record 1, field "active": 1 is not true or false'],
    [
      'json',
      '{"age":1,"since":"2026-01-31","active":true,"Age":2}',
      'record 1, field "Age": there is no such field; the fields are age, plan, since, active',
    ],
    ['json', '[5]', 'record 1 must be a list or an object with the fields age, plan, since, active'],
    [
      'json',
      `{"age":"${'x'.repeat(99)}"}`,
      `record 1, field "age": "${'x'.repeat(59)}… is not a whole number`,
    ],
    ['jsonlines', '[1,null,"2026-01-31",true]\n[1,null,null,true]', 'record 2, field "since": it is missing'],
  ])('%s: %s', (codec, body, words) => {
    expect(() => read(fields, codec, body)).toThrow(
      expect.objectContaining({ name: 'BadBody', message: words }),
    );
  });

  test.each([
    ['age,age', 'the header, field "age": it is there twice'],
    ['age,size', 'the header, field "size": there is no such field; the fields are age, plan, since, active'],
    ['age,plan', 'record 1, field "since": it is missing'],
  ])('the header %s', (header, words) => {
    expect(() => read(fields, 'csv', `${header}\n1,pro`, true)).toThrow(words);
  });

  test('a row that is not as long as its header', () => {
    expect(() => read(fields, 'csv', 'since,age,active\n2026-01-31,1,1,9', true)).toThrow(
      'record 1 has 4 columns, and the header has 3',
    );
  });

  test.each([
    ['json', '{"picture":"no base64"}', 'record 1, field "picture": "no base64" is not an image in base64'],
    ['bytes', '', 'record 1, field "picture": it is missing'],
  ] as const)('a picture: %s %s', (codec, body, words) => {
    expect(() => read([picture], codec, body)).toThrow(words);
  });
});

describe('a model that takes numbers', () => {
  const level: Field = { name: 'level', type: 'integer', values: [1, 2], required: false, default: 2 };
  const fields = [age, rate, active, level];
  const numbers = (codec: Codec, body: string | Uint8Array, hasHeader = false) =>
    decodeNumbers(Buffer.from(body), codec, 'utf-8', hasHeader, fieldsOf(fields))
      .records.toRows()
      .map((row) => Array.from(row as number[]));

  test.each<[string, Codec, string | Uint8Array]>([
    ['CSV of numbers alone', 'csv', '42,0.5,1,1\n7,,0,\n'],
    ['CSV with words', 'csv', '42,0.5,true,1\n7,NaN,false,\n'],
    ['rows of JSON', 'json', '[[42,0.5,true,1],[7,null,false,null]]'],
    ['objects of JSON', 'json', '[{"age":42,"rate":0.5,"active":true,"level":1},{"active":false,"age":7}]'],
    [
      'NumPy',
      'npy',
      printNpy([
        [42, 0.5, 1, 1],
        [7, Number.NaN, 0, Number.NaN],
      ]),
    ],
  ])('gets a column for each field, in their order: %s', (_title, codec, body) => {
    expect(numbers(codec, body)).toEqual([
      [42, 0.5, 1, 1],
      [7, Number.NaN, 0, 2],
    ]);
  });

  test('gets the columns of a header in the order of the fields', () => {
    expect(numbers('csv', 'active,age\n1,42\n', true)).toEqual([[42, Number.NaN, 1, 2]]);
  });

  test('gets whole numbers of a NumPy file as doubles', () => {
    const file = Buffer.from(printNpy([[0, 0, 0, 0]]));
    const text = file.toString('latin1').replace('<f8', '<i8');
    file.write(text, 'latin1');
    file.writeBigInt64LE(42n, file.length - 32);
    file.writeBigInt64LE(1n, file.length - 8);
    expect(numbers('npy', file)).toEqual([[42, 0, 0, 1]]);
  });

  test.each<[Codec, string | Uint8Array, string]>([
    ['csv', '1,1,1,1\n1.5,1,1,1', 'record 2, field "age": 1.5 is not a whole number'],
    ['csv', ',1,1,1', 'record 1, field "age": it is missing'],
    ['csv', '1,1,2,1', 'record 1, field "active": 2 is not true or false'],
    ['csv', '1,1,1,3', 'record 1, field "level": 3 is none of 1, 2'],
    ['csv', '121,x,1,1', 'record 1, field "age": 121 is above the maximum of 120 years'],
    ['csv', '1,1', 'record 1, field "active": it is missing'],
    ['csv', '1,1,1,1,1', 'record 1 has 5 columns, and there are 4 fields: age, rate, active, level'],
    ['json', '[[1,1,1,1]]', 'record 1, field "active": 1 is not true or false'],
    ['json', '[["1",1,true,1]]', 'record 1, field "age": "1" is not a whole number'],
    [
      'npy',
      printNpy([[1, Number.POSITIVE_INFINITY, 1, 1]]),
      'record 1, field "rate": Infinity is not a number',
    ],
    ['npy', printNpy([[[1, 1, 1, 1]]]), 'the array has 3 axes, and records with fields have 2'],
  ])('refuses with the same words: %s %s', (codec, body, words) => {
    expect(() => numbers(codec, body)).toThrow(expect.objectContaining({ name: 'BadBody', message: words }));
  });
});

test('a model with one input gets the values in the order of the fields, and one with their names by name', () => {
  const fields = fieldsOf([
    { ...rate, name: '7' },
    { ...rate, name: '2' },
  ]);
  const record = { '2': 1, '7': 2 };
  expect(asRow(record, fields, [{ name: 'features' }])).toEqual([2, 1]);
  expect(asRow(record, fields, [{ name: '2' }, { name: '7' }])).toBe(record);
  expect(asRow([1, 2], fields, [{ name: 'features' }])).toEqual([1, 2]);
  const pictures = fieldsOf([picture, age]);
  expect(() => asRow({ picture: Uint8Array.of(1), age: 1 }, pictures, [{ name: 'x' }])).toThrow(
    'and not bytes',
  );
});
