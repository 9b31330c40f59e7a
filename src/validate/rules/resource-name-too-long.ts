import { defaultRelease } from '../../model/defaults.ts';
import { longestResourceName, resourceName } from '../../model/resource-name.ts';
import type { Rule } from './rule.ts';

/** The resource name has the product's name and the release, so both together must fit. */
export const resourceNameTooLong: Rule = {
  code: 'resource-name-too-long',
  check({ manifest: { product } }) {
    if (product?.name === undefined) return [];
    const { name, release } = product;
    const whole = resourceName(name, release ?? defaultRelease);
    const excess = whole.length - longestResourceName;
    if (excess <= 0) return [];
    return [
      {
        at: ['product', 'name'],
        what: `\`product.name\` and \`product.release\` make the resource name "${whole}", which has ${whole.length} characters`,
        rule: `SageMaker takes names of up to ${longestResourceName} characters, and the release makes each one new`,
        fix: `shorten the name or the release by ${excess} or more; a long name can be in \`product.title\``,
        related: [
          {
            at: { path: ['product', 'release'], target: 'value' },
            sentence: release
              ? `the release is ${release}`
              : `no release is given here, so it is ${defaultRelease}`,
          },
        ],
      },
    ];
  },
};
