import { findContentType } from '../../model/find-content-type.ts';
import type { Rule } from './rule.ts';

/** SageMaker can send several records in one request only when it can separate them. */
export const strategyWithoutSplit: Rule = {
  code: 'strategy-without-split',
  check({ manifest: { validation }, catalogue }) {
    const { contentType = '', split, strategy } = validation?.transform ?? {};
    const fitting = findContentType(contentType, catalogue.contentTypes)?.split ?? 'None';
    // One whole object is one record, so SingleRecord changes nothing and is allowed.
    if (strategy !== 'MultiRecord' || (split ?? fitting) !== 'None') return [];
    const reason = split === undefined ? `is not split by default` : 'is not split';
    return [
      {
        at: ['validation', 'transform', 'strategy'],
        what: `\`validation.transform.strategy\` is MultiRecord, and the input (${contentType}) ${reason}`,
        rule: 'SageMaker sends several records in one request only where a split other than None separates them',
        fix:
          fitting === 'None'
            ? 'write `strategy: SingleRecord`, or give a `split` that separates your records'
            : `write \`split: ${fitting}\`, or \`strategy: SingleRecord\``,
        ...(split !== undefined && {
          related: [
            {
              at: { path: ['validation', 'transform', 'split'], target: 'value' },
              sentence: 'the split is off here',
            },
          ],
        }),
      },
    ];
  },
};
