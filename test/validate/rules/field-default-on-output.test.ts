import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a default of a prediction is refused', () => {
  expectProblem(
    'field-default-on-output',
    modelPackage({ fields: 'fields: { output: [{ name: a, type: integer, default: 1 }] }' }),
    `
    marketplace.yaml:7:46: error: \`a\` is a field of predictions, and has a default [field-default-on-output]
      fields: { output: [{ name: a, type: integer, default: 1 }] }
                                                   ^^^^^^^
      because: the predictions of your model are sent as they are
      fix: remove it; write \`required: false\` where a prediction may lack the field
    `,
  );
});

test('an example of a prediction is accepted', () => {
  expectNoProblem(
    'field-default-on-output',
    modelPackage({ fields: 'fields: { output: [{ name: a, type: integer, example: 1, required: false }] }' }),
  );
});
