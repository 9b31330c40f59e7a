import { hyperparametersOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** The start of a range is not above its end. */
export const hyperparameterRangeInverted: Rule = {
  code: 'hyperparameter-range-inverted',
  check({ manifest }) {
    return hyperparametersOf(manifest).flatMap(({ path, name, parameter: { min, max } }) =>
      min !== undefined && max !== undefined && min > max
        ? [
            {
              at: [...path, 'min'],
              what: `the range of ${name} starts at ${min} and ends at ${max}`,
              fix: `write \`min: ${max}\` and \`max: ${min}\``,
              related: [{ at: { path: [...path, 'max'], target: 'value' }, sentence: 'the range ends here' }],
            },
          ]
        : [],
    );
  },
};
