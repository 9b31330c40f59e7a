import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const named = (name: string) =>
  modelPackage({ customAttributes: `customAttributes: [{ name: "${name}", description: what it does }]` });

test('a name beyond ASCII is refused', () => {
  expectProblem(
    'custom-attribute-name',
    named('größe'),
    `
    marketplace.yaml:7:28: error: a custom attribute is named "größe" [custom-attribute-name]
      customAttributes: [{ name: "größe", description: what it does }]
                                 ^^^^^^^
      rule: AWS Marketplace takes letters, digits and signs of ASCII, with no blank at an end
      fix: write a name such as \`language\` or \`max-results\`
    `,
  );
});

test('letters, signs and blanks between them are taken', () => {
  expectNoProblem('custom-attribute-name', named('max results/page'));
});
