import { writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** A Flask app handles one request at a time, so there are no records to combine. */
export const batchingOnFlask: Rule = {
  code: 'batching-on-flask',
  check(context) {
    const batching = context.manifest.inference?.batching;
    const family = writtenFramework(context)?.entry.family;
    if (family !== 'flask' || batching === undefined || batching === 'off') return [];
    return [
      {
        at: ['inference', 'batching'],
        atKey: true,
        severity: 'warning' as const,
        what: '`inference.batching` is given, and a Flask app gets each request alone',
        fix: 'remove it, or choose a framework whose model takes records, such as scikit-learn',
      },
    ];
  },
};
