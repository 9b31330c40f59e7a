import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a value of several lines is refused', () => {
  expectProblem(
    'environment-value',
    modelPackage({ inference: 'inference: { environment: { PROMPT: "a\\nb" } }' }),
    `
    marketplace.yaml:7:37: error: \`inference.environment.PROMPT\` has a line end in it [environment-value]
      inference: { environment: { PROMPT: "a\\nb" } }
                                          ^^^^^^
      because: a variable is set by one line of the Dockerfile and one field of AWS’s console
      fix: write the value on one line, or put it into a file beside your handler
    `,
  );
});

test('quotes, dollars and spaces are accepted', () => {
  expectNoProblem(
    'environment-value',
    modelPackage({ inference: 'inference: { environment: { PROMPT: "$a \'b\' \\\\ é" } }' }),
  );
});
