import { fieldsOf } from '../field-places.ts';
import type { Rule } from './rule.ts';

/** The start of a field's range is not after its end. */
export const fieldRangeInverted: Rule = {
  code: 'field-range-inverted',
  check({ manifest }) {
    return fieldsOf(manifest).flatMap(({ path, name, field: { min, max } }) =>
      min !== undefined && max !== undefined && typeof min === typeof max && min > max
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
