import type { Rule } from './rule.ts';

/** Of all keywords together (Catalog API, read 2026-11-29). */
const most = 250;

/** The keywords of a product have 250 characters together. */
export const keywordsTooLong: Rule = {
  code: 'keywords-too-long',
  check({ manifest: { page } }) {
    const length = (page?.keywords ?? []).reduce((sum, keyword) => sum + [...(keyword ?? '')].length, 0);
    if (length <= most) return [];
    return [
      {
        at: ['page', 'keywords'],
        what: `the keywords have ${length} characters together, and ${most} is the most`,
        rule: 'AWS Marketplace gives all keywords of a product 250 characters',
        fix: 'leave out those that buyers look for least',
      },
    ];
  },
};
