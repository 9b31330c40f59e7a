import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a range that ends before it starts is refused', () => {
  expectProblem(
    'field-range-inverted',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: number, min: 2, max: 1 }] }' }),
    `
    marketplace.yaml:7:49: error: the range of \`a\` starts at 2 and ends at 1 [field-range-inverted]
      fields: { input: [{ name: a, type: number, min: 2, max: 1 }] }
                                                      ^
      fix: write \`min: 1\` and \`max: 2\`
      note: marketplace.yaml:7:57: the range ends here
    `,
  );
});

test('days are compared too', () => {
  expectProblem(
    'field-range-inverted',
    modelPackage({
      fields: 'fields: { input: [{ name: a, type: date, min: 2026-01-02, max: 2026-01-01 }] }',
    }),
    `
    marketplace.yaml:7:47: error: the range of \`a\` starts at 2026-01-02 and ends at 2026-01-01 [field-range-inverted]
      fields: { input: [{ name: a, type: date, min: 2026-01-02, max: 2026-01-01 }] }
                                                    ^^^^^^^^^^
      fix: write \`min: 2026-01-01\` and \`max: 2026-01-02\`
      note: marketplace.yaml:7:64: the range ends here
    `,
  );
});

test('a range of one number is accepted', () => {
  expectNoProblem(
    'field-range-inverted',
    modelPackage({ fields: 'fields: { input: [{ name: a, type: number, min: 1, max: 1 }] }' }),
  );
});
