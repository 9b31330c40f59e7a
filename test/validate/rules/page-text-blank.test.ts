import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a text without words is refused', () => {
  expectProblem(
    'page-text-blank',
    modelPackage({ page: 'page: { support: "  ", keywords: [churn] }' }),
    `
    marketplace.yaml:7:18: error: \`page.support\` has nothing but blanks [page-text-blank]
      page: { support: "  ", keywords: [churn] }
                       ^^^^
      rule: AWS Marketplace takes no text that begins with a blank
      fix: write the text, or remove the key until there is one
    `,
  );
});

test('blanks around words are removed for the seller', () => {
  expectNoProblem('page-text-blank', modelPackage({ page: 'page: { support: " Write to us. " }' }));
});
