import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a range on a text is refused', () => {
  expectProblem(
    'field-range-not-for-type',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: string, min: 1 }] }' }),
    `
    marketplace.yaml:7:44: error: \`a\` is of type string, which has no \`min\` [field-range-not-for-type]
      fields: { input: [{ name: a, type: string, min: 1 }] }
                                                 ^^^
      fix: remove it, or make the type number, integer or date
    `,
  );
});

test('values of a truth are refused', () => {
  expectProblem(
    'field-range-not-for-type',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: boolean, values: ["yes"] }] }' }),
    `
    marketplace.yaml:7:45: error: \`a\` is of type boolean, which has no \`values\` [field-range-not-for-type]
      fields: { input: [{ name: a, type: boolean, values: ["yes"] }] }
                                                  ^^^^^^
      fix: remove it, or make the type number, integer or string
    `,
  );
});

test('a unit of a text is refused', () => {
  expectProblem(
    'field-range-not-for-type',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: string, unit: km }] }' }),
    `
    marketplace.yaml:7:44: error: \`a\` is of type string, which has no \`unit\` [field-range-not-for-type]
      fields: { input: [{ name: a, type: string, unit: km }] }
                                                 ^^^^
      fix: remove it, or make the type number or integer
    `,
  );
});

test('a range of days and values of numbers are accepted', () => {
  expectNoProblem(
    'field-range-not-for-type',
    modelPackage({
      fields:
        'fields: { input: [{ name: a, type: date, min: 2020-01-01 }, { name: b, type: integer, values: [1, 2] }, { name: c, type: number, unit: km, min: 0 }] }',
    }),
  );
});
