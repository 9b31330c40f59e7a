import { expect, test } from 'vitest';
import { expectPublishProblem, modelPackage, publishProblemsOfCode } from '../../support/expect-problems.ts';

const fields = (names: readonly string[]) => {
  const items = names.map((name) => `    - { name: "${name}", type: number }`);
  return modelPackage({ fields: ['fields:', '  input:', ...items].join('\n') });
};
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `f${index}`);

test('of more than 24 fields the first 24 are shown', () => {
  expectPublishProblem(
    'parameters-for-publish',
    fields(numbered(25)),
    `
    marketplace.yaml:8:3: warning: \`fields.input\` has 25 fields, and AWS Marketplace shows 24 of them [parameters-for-publish]
        input:
        ^^^^^
      because: the form of AWS Marketplace has no room for more
      fix: put the 24 that matter most first; the others are described in your repository
    `,
  );
  expect(publishProblemsOfCode('parameters-for-publish', fields(numbered(24)))).toBe('');
});

test('a name that AWS cannot show is named', () => {
  const found = publishProblemsOfCode(
    'parameters-for-publish',
    fields(['größe', 'x'.repeat(101), 'y'.repeat(100)]),
  );
  expect(found.match(/AWS Marketplace cannot show the field `(?:größe|x+)`/g)).toHaveLength(2);
});

test('so is a description that is cut off', () => {
  const of = (length: number) =>
    publishProblemsOfCode(
      'parameters-for-publish',
      modelPackage({
        fields: `fields: { output: [{ name: a, type: number, description: ${'x'.repeat(length)} }] }`,
      }),
    );
  expect(of(1000)).toBe('');
  expect(of(1001)).toContain('has 1001 characters, and AWS Marketplace shows 1000');
});
