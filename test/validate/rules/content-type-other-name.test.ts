import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a name that callers do not send gets a warning', () => {
  expectProblem(
    'content-type-other-name',
    modelPackage({
      contentTypes: 'contentTypes: { input: [text/csv, text/json], output: [application/json] }',
    }),
    `
    marketplace.yaml:5:35: warning: \`contentTypes.input[1]\` is "text/json", and most callers know this type as application/json [content-type-other-name]
      contentTypes: { input: [text/csv, text/json], output: [application/json] }
                                        ^^^^^^^^^
      because: the server takes only the names that are declared, and decodes only those that it knows
      fix: write \`application/json\`
    `,
  );
});

test('a name that the server decodes is accepted, and so is one of the seller’s own', () => {
  expectNoProblem(
    'content-type-other-name',
    modelPackage({
      contentTypes: 'contentTypes: { input: [application/x-ndjson], output: [application/vnd.example+json] }',
    }),
  );
});
