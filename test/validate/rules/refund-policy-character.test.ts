import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const refunds = (policy: string) => modelPackage({ page: `page: { refundPolicy: "${policy}" }` });

test('a letter of another language is refused', () => {
  expectProblem(
    'refund-policy-character',
    refunds('Zurück in 30 Tagen'),
    `
    marketplace.yaml:7:23: error: the refund policy has the character \`ü\` [refund-policy-character]
      page: { refundPolicy: "Zurück in 30 Tagen" }
                            ^^^^^^^^^^^^^^^^^^^^
      rule: AWS Marketplace takes letters, digits and signs of ASCII in a refund policy, and © ® ™ ¢ £ ¥
      fix: write it in another way: in English, with plain letters
    `,
  );
});

test('what a text program writes in place of a plain sign is refused, with that sign', () => {
  expectProblem(
    'refund-policy-character',
    refunds('Within 30 days — all of it'),
    `
    marketplace.yaml:7:23: error: the refund policy has the character \`—\` [refund-policy-character]
      page: { refundPolicy: "Within 30 days — all of it" }
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      rule: AWS Marketplace takes letters, digits and signs of ASCII in a refund policy, and © ® ™ ¢ £ ¥
      fix: write it in another way: \`-\`
    `,
  );
});

test('signs of trade and of money are taken, and so are lines', () => {
  expectNoProblem('refund-policy-character', refunds('£5 or ¥7 of Acme®\\nwithin ~30 days'));
});
