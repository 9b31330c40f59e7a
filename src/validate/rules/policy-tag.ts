import { lackOf, policyLists } from '../policy-list.ts';
import type { Rule } from './rule.ts';

/** A team can require tags, for example to find costs and owners. */
export const policyTag: Rule = {
  code: 'policy-tag',
  check({ manifest: { upload }, policies, attempted }) {
    const tags = upload?.tags ?? {};
    const lists = policyLists(policies, 'requiredTags', 'the required tags');
    return (
      lackOf(lists, (tag) => Object.hasOwn(tags, tag) || attempted.has(`upload.tags.${tag}`))?.wanted ?? []
    ).map((tag) => ({
      at: ['upload', 'tags'],
      what: `\`upload.tags\` lacks the tag "${tag}", which the team’s policy asks for`,
      fix: `add \`${tag}: …\` with its value under \`upload.tags\``,
      related: lists.filter(({ items }) => items.includes(tag)).map(({ note }) => note),
    }));
  },
};
