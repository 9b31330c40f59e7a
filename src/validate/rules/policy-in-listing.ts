import type { Rule } from './rule.ts';

/** A policy binds the listing, so it must not be the listing's to write. */
export const policyInListing: Rule = {
  code: 'policy-in-listing',
  check({ ownKeys }) {
    if (!ownKeys.has('policy')) return [];
    return [
      {
        at: ['policy'],
        atKey: true,
        what: '`policy` stands in the listing’s own manifest',
        because: 'a policy is what the team lets its listings do; a listing that writes its own has none',
        fix: 'move `policy` into a file of the team, and name that file in `extends`',
      },
    ];
  },
};
