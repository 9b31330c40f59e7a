import { defaultRegion } from '../../model/defaults.ts';
import { allowedInWords, policyList, policyNote } from '../policy-list.ts';
import type { Rule } from './rule.ts';

/** A team may say where its images and data are kept. The Region of a listing that names none counts too. */
export const policyRegion: Rule = {
  code: 'policy-region',
  check({ manifest: { policy, upload } }) {
    const allowed = policyList(policy, 'regions');
    const region = upload?.region ?? defaultRegion;
    if (!allowed || allowed.includes(region)) return [];
    const isGiven = upload?.region !== undefined;
    return [
      {
        at: ['upload', 'region'],
        what: isGiven
          ? `\`upload.region\` is ${region}, which the team’s policy does not allow`
          : `\`upload.region\` is not given, and its default ${region} is not one that the team’s policy allows`,
        fix: `set \`upload.region\` to ${allowedInWords(allowed)}, or have the Region added to the policy`,
        ...policyNote('regions', 'the allowed Regions'),
      },
    ];
  },
};
