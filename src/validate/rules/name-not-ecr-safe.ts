import { nameFrom } from '../../model/product-name.ts';
import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** The pattern of ECR's CreateRepository, and its text: a name starts with a letter (ECR API, read 2026-11-21). */
const repositoryName = /^[a-z][a-z0-9]*(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/** `product.name` is also the repository's name, so it must be valid for ECR. */
export const nameNotEcrSafe: Rule = {
  code: 'name-not-ecr-safe',
  check({ manifest }) {
    const name = manifest.product?.name;
    if (name === undefined || (repositoryName.test(name) && name.length >= 2)) return [];
    return [
      {
        at: ['product', 'name'],
        what: `\`product.name\` is ${valueInWords(name)}, which cannot be the name of an ECR repository`,
        rule: 'ECR takes 2 or more lower-case letters, digits and single - _ . between them, and a letter first',
        fix: `use ${valueInWords(nameFrom(name))}, and put the display name in \`product.title\``,
      },
    ];
  },
};
