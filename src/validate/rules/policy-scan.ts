import { defaultBlock } from '../../model/defaults.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { lackOf, policyLists } from '../policy-list.ts';
import type { Rule } from './rule.ts';

/** A team can be stricter than AWS Marketplace about the findings that stop an upload. */
export const policyScan: Rule = {
  code: 'policy-scan',
  check({ manifest: { upload }, policies }) {
    const written = upload?.scan?.block;
    const blocked = written?.filter((finding) => finding !== undefined) ?? defaultBlock;
    const lists = policyLists(policies, 'scanMustBlock', 'the severities that must stop an upload');
    const lack = lackOf(lists, (finding) => blocked.some((other) => other === finding));
    // Where the schema refused an item of the list, the missing severity may be that item.
    if (!lack || written?.includes(undefined)) return [];
    const lacking = lack.wanted;
    return [
      {
        at: ['upload', 'scan', 'block'],
        what: written
          ? `\`upload.scan.block\` lacks ${listInWords(lacking, 'and')}, which the team’s policy asks for`
          : `\`upload.scan.block\` is not given, and its default lacks ${listInWords(lacking, 'and')}, which the team’s policy asks for`,
        fix: `write \`block: [${[...blocked, ...lacking].join(', ')}]\` under \`upload.scan\``,
        related: lack.related,
      },
    ];
  },
};
