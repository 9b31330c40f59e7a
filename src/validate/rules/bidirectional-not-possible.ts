import { writtenFramework } from '../written-framework.ts';
import type { Rule, Violation } from './rule.ts';

/** A conversation needs a handler with `converse`, or a server of the seller that speaks WebSocket. */
export const bidirectionalNotPossible: Rule = {
  code: 'bidirectional-not-possible',
  check(context) {
    const { inference } = context.manifest;
    if (!inference?.bidirectional) return [];
    if (writtenFramework(context)?.entry.family === 'flask')
      return [
        violation('Flask speaks no WebSocket', {
          fix: 'remove it; or choose  framework: server  for a program that speaks it, or  framework: python  and write `converse`',
          related: [{ at: { path: ['framework'], target: 'value' }, sentence: 'the framework is set here' }],
        }),
      ];
    if (inference.entry === undefined) return [];
    return [
      violation('an inference script has no function for conversations', {
        fix: 'remove it; or remove `inference.entry`, and write `converse` in python/model.py',
        related: [
          { at: { path: ['inference', 'entry'], target: 'value' }, sentence: 'the script is named here' },
        ],
      }),
    ];
  },
};

function violation(why: string, more: Pick<Violation, 'fix' | 'related'>): Violation {
  return {
    at: ['inference', 'bidirectional'],
    what: `\`inference.bidirectional\` is not possible here: ${why}`,
    ...more,
  };
}
