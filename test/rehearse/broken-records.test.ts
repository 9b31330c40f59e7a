import { expect, test } from 'vitest';
import type { Field } from '../../listing/runtime/declared.ts';
import { decodeFieldRecords } from '../../listing/runtime/fields/field-records.ts';
import type { Codec } from '../../src/model/catalogue.ts';
import { fieldBody } from '../../src/model/field-body.ts';
import { ruleView } from '../../src/plan/field-views.ts';
import { brokenRecords } from '../../src/rehearse/acts/broken-records.ts';
import { everyField, resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

const { input } = resolveText(modelPackage({ fields: everyField })).fields;

test('each rule of each field is broken once', () => {
  const words = (codec: Codec) => brokenRecords(codec, input).map(({ words }) => words);
  const inCsv = [
    'age = nothing',
    'age = "x"',
    'age = 1.5',
    'age = -1',
    'age = 121',
    'income (k) = nothing',
    'income (k) = "no such value"',
    'income (k) = -0.5',
    'plan = "not basic"',
    'since = "2026-02-30"',
    'since = "0001-01-01"',
    'active = nothing',
    'active = "no such value"',
    'tags = "no such value"',
    'more = "no such value"',
  ];
  expect(words('csv')).toEqual(inCsv);
  expect(words('json')).toEqual(inCsv.toSpliced(8, 0, 'plan = {"text":"x"}'));
  expect(words('jsonlines')).toEqual(words('json'));
  expect(words('bytes')).toEqual([]);
  const numbers = resolveText(
    modelPackage({
      fields:
        'fields: { input: [{ name: a, type: number, min: 0 }, { name: b, type: integer, values: [1, 2] }] }',
    }),
  ).fields.input;
  expect(brokenRecords('npy', numbers).map((record) => record.words)).toEqual([
    'a = nothing',
    'a = -1',
    'b = nothing',
    'b = 3',
  ]);
});

test.each<Codec>(['csv', 'json', 'jsonlines'])(
  'the runtime refuses each of them in %s, and takes the examples',
  (codec) => {
    const rules = input.map((field) => ruleView(field) as unknown as Field);
    const read = (body: Uint8Array) =>
      decodeFieldRecords(body, codec, 'utf-8', false, { rules, make: Object.assign }).records;
    const sound = fieldBody(
      codec,
      input,
      input.map(({ example }) => example),
    );
    expect(read(sound ?? new Uint8Array())).toHaveLength(1);
    for (const { field, words, body } of brokenRecords(codec, input))
      expect(() => read(body), words).toThrow(`record 1, field ${JSON.stringify(field)}: `);
  },
);
