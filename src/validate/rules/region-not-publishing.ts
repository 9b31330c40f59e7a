import type { Rule } from './rule.ts';

/** AWS Marketplace publishes only from Regions that every account has without opt-in. */
export const regionNotPublishing: Rule = {
  code: 'region-not-publishing',
  check({ manifest, catalogue }) {
    const region = catalogue.regions.find(({ id }) => id === manifest.upload?.region);
    if (!region || region.optInNotRequired) return [];
    return [
      {
        at: ['upload', 'region'],
        severity: 'warning' as const,
        what: `\`upload.region\` is ${region.id} (${region.name}), which an account must opt in to`,
        rule: 'AWS Marketplace publishes only from Regions that are on by default',
        fix: 'choose another, such as us-east-2 or eu-west-1',
      },
    ];
  },
};
