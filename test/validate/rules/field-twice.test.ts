import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('two columns with one name are refused', () => {
  expectProblem(
    'field-twice',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: integer }, { name: a, type: string }] }' }),
    `
    marketplace.yaml:7:55: error: the field \`a\` is declared twice [field-twice]
      fields: { input: [{ name: a, type: integer }, { name: a, type: string }] }
                                                            ^
      fix: remove one of the two, or give it another name
      note: marketplace.yaml:7:27: first declared here
    `,
  );
});

test('a prediction may have a field of the same name as a record', () => {
  expectNoProblem(
    'field-twice',
    modelPackage({
      fields: 'fields: { input: [{ name: a, type: integer }], output: [{ name: a, type: string }] }',
    }),
  );
});
