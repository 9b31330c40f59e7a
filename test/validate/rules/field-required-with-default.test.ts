import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a default on a required field is refused', () => {
  expectProblem(
    'field-required-with-default',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: integer, required: true, default: 1 }] }' }),
    `
    marketplace.yaml:7:55: error: \`a\` is required, and it has a default [field-required-with-default]
      fields: { input: [{ name: a, type: integer, required: true, default: 1 }] }
                                                            ^^^^
      because: a default is for what may be left out
      fix: remove \`required\`, or remove \`default\`
      note: marketplace.yaml:7:70: the default
    `,
  );
});

test('a default on an optional field is accepted', () => {
  expectNoProblem(
    'field-required-with-default',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: integer, required: false, default: 1 }] }' }),
  );
});
