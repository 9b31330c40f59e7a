import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  modelPackage,
  problemsOfCode,
} from '../../support/expect-problems.ts';

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

test('and so is a title', () => {
  const product = 'product: { type: model-package, name: churn-scorer, title: " " }';
  expect(problemsOfCode('page-text-blank', modelPackage({ product }))).toContain(
    '`product.title` has nothing but blanks',
  );
});

test('blanks around words are removed for the seller', () => {
  expectNoProblem('page-text-blank', modelPackage({ page: 'page: { support: " Write to us. " }' }));
});
