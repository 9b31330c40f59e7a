import { findContentType } from '../../model/find-content-type.ts';
import type { Rule } from './rule.ts';

/** SageMaker splits the input without understanding it: a split that does not fit the type cuts records in two. */
export const splitDoesNotFit: Rule = {
  code: 'split-does-not-fit',
  check({ manifest: { validation }, catalogue }) {
    const { contentType = '', split } = validation?.transform ?? {};
    const fitting = findContentType(contentType, catalogue.contentTypes)?.split;
    // Sending the whole object is correct for every type.
    if (split === undefined || split === 'None' || fitting === undefined || split === fitting) return [];
    return [
      {
        at: ['validation', 'transform', 'split'],
        severity: 'warning',
        what: `\`validation.transform.split\` is ${split}, and ${contentType} goes with ${fitting}`,
        because: 'SageMaker cuts the input there without reading it, and the server gets pieces',
        fix: `write \`split: ${fitting}\`, or remove the key: it follows the content type`,
        related: [
          {
            at: { path: ['validation', 'transform', 'contentType'], target: 'value' },
            sentence: 'the content type is given here',
          },
        ],
      },
    ];
  },
};
