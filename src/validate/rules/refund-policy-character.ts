import type { Rule } from './rule.ts';

/** The Catalog API's pattern of a refund policy: ASCII, and a few signs of trade and money (read 2026-12-01). */
const strange = /[^\t\n -~©®™¢-¥]/u;

/** Of all texts for buyers, AWS Marketplace takes the refund policy alone without letters of other languages. */
export const refundPolicyCharacter: Rule = {
  code: 'refund-policy-character',
  check({ manifest: { page } }) {
    const character = strange.exec(page?.refundPolicy ?? '')?.[0];
    if (character === undefined) return [];
    return [
      {
        at: ['page', 'refundPolicy'],
        what: `the refund policy has the character \`${character}\``,
        rule: 'AWS Marketplace takes letters, digits and signs of ASCII in a refund policy, and © ® ™ ¢ £ ¥',
        fix: `write it in another way: ${plainFor(character)}`,
      },
    ];
  },
};

const plain: Readonly<Record<string, string>> = {
  '–': '`-`',
  '—': '`-`',
  '‘': "`'`",
  '’': "`'`",
  '“': '`"`',
  '”': '`"`',
  '…': '`...`',
  '€': '`EUR`',
};

function plainFor(character: string): string {
  return plain[character] ?? 'in English, with plain letters';
}
