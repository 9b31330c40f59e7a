import { defaultRegion } from '../../model/defaults.ts';
import { disallowedBy, fixFor, policyLists } from '../policy-list.ts';
import type { Rule } from './rule.ts';

/** A team can limit the Regions of its images and data. The default Region of a listing that names none counts too. */
export const policyRegion: Rule = {
  code: 'policy-region',
  check({ manifest: { upload }, policies }) {
    const region = upload?.region ?? defaultRegion;
    const disallowed = disallowedBy(policyLists(policies, 'regions', 'the allowed Regions'), region);
    if (!disallowed) return [];
    const isGiven = upload?.region !== undefined;
    return [
      {
        at: ['upload', 'region'],
        what: isGiven
          ? `\`upload.region\` is ${region}, which the team’s policy does not allow`
          : `\`upload.region\` is not given, and its default ${region} is not one that the team’s policy allows`,
        fix: fixFor(disallowed, 'set `upload.region` to', 'Region'),
        related: disallowed.related,
      },
    ];
  },
};
