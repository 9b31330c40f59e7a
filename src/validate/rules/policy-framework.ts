import { pathInWords } from '../../problem/phrasing.ts';
import { disallowedBy, fixFor, policyLists } from '../policy-list.ts';
import type { Rule } from './rule.ts';

/** A team can limit the frameworks of its models. */
export const policyFramework: Rule = {
  code: 'policy-framework',
  check({ manifest: { framework }, policies }) {
    const isName = framework === undefined || typeof framework === 'string';
    const name = isName ? framework : framework.name;
    const disallowed =
      name && disallowedBy(policyLists(policies, 'frameworks', 'the allowed frameworks'), name);
    if (!disallowed) return [];
    // An image of the seller's own is in place of a framework, and is none.
    const allowed = disallowed.allowed.filter((one) => one !== 'image');
    const path = isName ? ['framework'] : ['framework', 'name'];
    return [
      {
        at: path,
        what: `${pathInWords(path)} is ${name}, which the team’s policy does not allow`,
        fix: fixFor({ ...disallowed, allowed }, 'use', 'framework'),
        related: disallowed.related,
      },
    ];
  },
};
