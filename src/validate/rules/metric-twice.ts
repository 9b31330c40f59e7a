import { repeatedIn } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** Each metric has a unique name. */
export const metricTwice: Rule = {
  code: 'metric-twice',
  check({ manifest }) {
    const names = (manifest.training?.metrics ?? []).flatMap((metric, index) =>
      metric?.name === undefined
        ? []
        : [{ path: ['training', 'metrics', index, 'name'], value: metric.name }],
    );
    return repeatedIn(names).map(({ again, first }) => ({
      at: again.path,
      what: `the metric \`${again.value}\` is declared twice`,
      fix: 'remove one of the two, or give it another name',
      related: [{ at: { path: first.path, target: 'value' }, sentence: 'first declared here' }],
    }));
  },
};
