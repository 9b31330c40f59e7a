import type { Rule } from './rule.ts';

/** A script gets whole bodies, so there are no records to combine. */
export const batchingOnScript: Rule = {
  code: 'batching-on-script',
  check({ manifest: { inference } }) {
    const { batching, entry } = inference ?? {};
    if (entry === undefined || batching === undefined || batching === 'off') return [];
    return [
      {
        at: ['inference', 'batching'],
        atKey: true,
        severity: 'warning' as const,
        what: '`inference.batching` is given, and a script gets each request alone',
        fix: 'remove it, or write python/model.py, whose `predict` takes records',
        related: [
          { at: { path: ['inference', 'entry'], target: 'value' }, sentence: 'the script is named here' },
        ],
      },
    ];
  },
};
