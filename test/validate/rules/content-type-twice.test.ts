import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('the same type in another case is refused', () => {
  expectProblem(
    'content-type-twice',
    modelPackage({ contentTypes: 'contentTypes: { input: [text/csv, text/CSV], output: [text/csv] }' }),
    `
    marketplace.yaml:5:35: error: \`contentTypes.input[1]\` is "text/CSV", which the list has already [content-type-twice]
      contentTypes: { input: [text/csv, text/CSV], output: [text/csv] }
                                        ^^^^^^^^
      rule: content types are compared without regard to case
      fix: remove one of the two
      note: marketplace.yaml:5:25: listed here first
    `,
  );
});

test('one type as input and as output is accepted', () => {
  expectNoProblem(
    'content-type-twice',
    modelPackage({ contentTypes: 'contentTypes: { input: [text/csv, text/plain], output: [text/csv] }' }),
  );
});

test('a validation may send and ask for one type', () => {
  expectNoProblem(
    'content-type-twice',
    modelPackage({
      validation: 'validation: { transform: { contentType: text/csv, accept: text/csv } }',
    }),
  );
});
