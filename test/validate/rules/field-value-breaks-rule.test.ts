import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a default outside its range is refused', () => {
  expectProblem(
    'field-value-breaks-rule',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: integer, min: 2, default: 1 }] }' }),
    `
    marketplace.yaml:7:62: error: the default of \`a\` is the number 1, which is below its \`min\` of 2 [field-value-breaks-rule]
      fields: { input: [{ name: a, type: integer, min: 2, default: 1 }] }
                                                                   ^
      fix: move it into the range, or widen the range
      note: marketplace.yaml:7:50: the rule is here
    `,
  );
});

test('a default of another type is refused', () => {
  expectProblem(
    'field-value-breaks-rule',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: string, default: 1 }] }' }),
    `
    marketplace.yaml:7:53: error: the default of \`a\` is the number 1, which is not a text [field-value-breaks-rule]
      fields: { input: [{ name: a, type: string, default: 1 }] }
                                                          ^
      fix: put it in quotes: "1"
    `,
  );
});

test('an example that is not among the values is refused', () => {
  expectProblem(
    'field-value-breaks-rule',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: string, values: [x, y], example: z }] }' }),
    `
    marketplace.yaml:7:69: error: the example of \`a\` is "z", which is not among its \`values\` [field-value-breaks-rule]
      fields: { input: [{ name: a, type: string, values: [x, y], example: z }] }
                                                                          ^
      fix: use one of them, or add it to \`values\`
      note: marketplace.yaml:7:44: the rule is here
    `,
  );
});

test('a value above the range is refused', () => {
  expectProblem(
    'field-value-breaks-rule',
    modelPackage({ fields: 'fields: { output: [{ name: a, type: integer, max: 2, values: [1, 2, 3] }] }' }),
    `
    marketplace.yaml:7:69: error: a value of \`a\` is the number 3, which is above its \`max\` of 2 [field-value-breaks-rule]
      fields: { output: [{ name: a, type: integer, max: 2, values: [1, 2, 3] }] }
                                                                          ^
      fix: move it into the range, or widen the range
      note: marketplace.yaml:7:51: the rule is here
    `,
  );
});

test('a day that is none is refused as an example', () => {
  expectProblem(
    'field-value-breaks-rule',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: date, example: yesterday }] }' }),
    `
    marketplace.yaml:7:51: error: the example of \`a\` is "yesterday", which is not a day such as 2026-01-31 [field-value-breaks-rule]
      fields: { input: [{ name: a, type: date, example: yesterday }] }
                                                        ^^^^^^^^^
      fix: write it as year, month and day: 2026-12-31
    `,
  );
});

test('a range of the wrong type is not reported a second time', () => {
  expectNoProblem(
    'field-value-breaks-rule',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: integer, min: "2", default: 1 }] }' }),
  );
});

test('values that obey their rule are accepted', () => {
  expectNoProblem(
    'field-value-breaks-rule',
    modelPackage({
      fields:
        'fields: { input: [{ name: a, type: integer, min: 1, max: 3, values: [1, 3], default: 3, example: 1 }, { name: b, type: object, default: { c: 1 } }, { name: d, type: array, default: [1] }] }',
    }),
  );
});
