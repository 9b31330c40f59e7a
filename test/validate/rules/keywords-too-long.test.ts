import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const keywords = (...lengths: readonly number[]) =>
  modelPackage({
    page: `page: { keywords: [${lengths.map((length, index) => 'abcdefgh'.charAt(index).repeat(length)).join(', ')}] }`,
  });

test('more than 250 characters together are refused', () => {
  expectProblem(
    'keywords-too-long',
    keywords(50, 50, 50, 50, 50, 1),
    `
    marketplace.yaml:7:9: error: the keywords have 251 characters together, and 250 is the most [keywords-too-long]
      page: { keywords: [${'a'.repeat(50)}, ${'b'.repeat(29)}
              ^^^^^^^^
      rule: AWS Marketplace gives all keywords of a product 250 characters
      fix: leave out those that buyers look for least
    `,
  );
});

test('250 characters together are taken', () => {
  expectNoProblem('keywords-too-long', keywords(50, 50, 50, 50, 50));
});
