import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a number with quotes is refused', () => {
  expectProblem(
    'field-range-wrong-type',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: number, min: "1" }] }' }),
    `
    marketplace.yaml:7:49: error: the \`min\` of \`a\` is "1", which is not a number [field-range-wrong-type]
      fields: { input: [{ name: a, type: number, min: "1" }] }
                                                      ^^^
      fix: write a number without quotes
    `,
  );
});

test('a fraction as the limit of an integer is refused', () => {
  expectProblem(
    'field-range-wrong-type',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: integer, max: 1.5 }] }' }),
    `
    marketplace.yaml:7:50: error: the \`max\` of \`a\` is the number 1.5, which is not a whole number [field-range-wrong-type]
      fields: { input: [{ name: a, type: integer, max: 1.5 }] }
                                                       ^^^
      fix: write a whole number without quotes, or make the type number
    `,
  );
});

test('a day that no calendar has is refused', () => {
  expectProblem(
    'field-range-wrong-type',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: date, min: 2026-02-30 }] }' }),
    `
    marketplace.yaml:7:47: error: the \`min\` of \`a\` is "2026-02-30", which is not a day such as 2026-01-31 [field-range-wrong-type]
      fields: { input: [{ name: a, type: date, min: 2026-02-30 }] }
                                                    ^^^^^^^^^^
      fix: write it as year, month and day: 2026-12-31
    `,
  );
});

test('whole numbers and days are accepted', () => {
  expectNoProblem(
    'field-range-wrong-type',
    modelPackage({
      fields:
        'fields: { input: [{ name: a, type: integer, max: 2 }, { name: b, type: date, max: 2024-02-29 }] }',
    }),
  );
});
