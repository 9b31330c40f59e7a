import { policyList, policyNote } from '../policy-list.ts';
import type { Rule } from './rule.ts';

/** A team may ask for tags, by which its bills and owners are found. */
export const policyTag: Rule = {
  code: 'policy-tag',
  check({ manifest: { policy, upload } }) {
    const tags = upload?.tags ?? {};
    return (policyList(policy, 'requiredTags') ?? [])
      .filter((tag) => !Object.hasOwn(tags, tag))
      .map((tag) => ({
        at: ['upload', 'tags'],
        what: `\`upload.tags\` lacks the tag "${tag}", which the team’s policy asks for`,
        fix: `add \`${tag}: …\` with its value under \`upload.tags\``,
        ...policyNote('requiredTags', 'the required tags'),
      }));
  },
};
