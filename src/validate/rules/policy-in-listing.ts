import type { Rule } from './rule.ts';

/** A policy limits the listing, so the listing must not write it. */
export const policyInListing: Rule = {
  code: 'policy-in-listing',
  check({ ownKeys }) {
    if (!ownKeys.has('policy')) return [];
    return [
      {
        at: ['policy'],
        atKey: true,
        what: '`policy` is in the listing’s own manifest',
        because: 'a policy is how a team limits its listings, so a listing cannot write its own',
        fix: 'move `policy` into marketplace.policy.yaml in a folder above the listings',
      },
    ];
  },
};
