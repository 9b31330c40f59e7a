import { pathInWords } from '../../problem/words.ts';
import { allowedInWords, policyList, policyNote } from '../policy-list.ts';
import type { Rule } from './rule.ts';

/** A team may say which frameworks it maintains models in. */
export const policyFramework: Rule = {
  code: 'policy-framework',
  check({ manifest: { framework, policy } }) {
    const allowed = policyList(policy, 'frameworks');
    const isName = framework === undefined || typeof framework === 'string';
    const name = isName ? framework : framework.name;
    if (!allowed || name === undefined || allowed.includes(name)) return [];
    const path = isName ? ['framework'] : ['framework', 'name'];
    return [
      {
        at: path,
        what: `${pathInWords(path)} is ${name}, which the team’s policy does not allow`,
        fix: `use ${allowedInWords(allowed)}, or have the framework added to the policy`,
        ...policyNote('frameworks', 'the allowed frameworks'),
      },
    ];
  },
};
