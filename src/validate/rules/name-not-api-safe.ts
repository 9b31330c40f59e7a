import { valueInWords } from '../../problem/phrasing.ts';
import { nameNotEcrSafe } from './name-not-ecr-safe.ts';
import type { Rule } from './rule.ts';

/** SageMaker's EntityName without its length: that limits the whole resource name (read 2026-11-21). */
const entityName = /^[a-zA-Z0-9](?:-*[a-zA-Z0-9])*$/;

/** The SageMaker resource is also named after the product, and allows less than ECR: no `_` and no `.`. */
export const nameNotApiSafe: Rule = {
  code: 'name-not-api-safe',
  check(context) {
    const name = context.manifest.product?.name;
    if (name === undefined || entityName.test(name)) return [];
    // A name that ECR refuses already has a message, and the name in its fix is valid here too.
    if (nameNotEcrSafe.check(context).length > 0) return [];
    return [
      {
        at: ['product', 'name'],
        what: `\`product.name\` is ${valueInWords(name)}, which cannot be part of the name of a SageMaker resource`,
        rule: 'ECR would take it, but SageMaker takes only letters, digits and hyphens between them',
        fix: `use ${valueInWords(name.replace(/[^a-z0-9]+/g, '-'))}`,
      },
    ];
  },
};
