import { listInWords } from '../../problem/phrasing.ts';
import { hyperparametersOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** A range has two ends, and a tunable number needs a range. */
export const hyperparameterRangeMissing: Rule = {
  code: 'hyperparameter-range-missing',
  check({ manifest, attempted }) {
    return hyperparametersOf(manifest).flatMap(({ path, name, parameter }) => {
      const { type, min, max, tunable } = parameter;
      if (type !== 'integer' && type !== 'continuous') return [];
      if (['min', 'max'].some((end) => attempted.has([...path, end].join('.')))) return [];
      const missing = [...(min === undefined ? ['min'] : []), ...(max === undefined ? ['max'] : [])];
      const isWanted = missing.length === 1 || (missing.length === 2 && tunable === true);
      if (!isWanted) return [];
      return [
        {
          at: missing.length === 1 ? [...path, min === undefined ? 'max' : 'min'] : [...path, 'tunable'],
          what: `${name} ${missing.length === 1 ? 'has one end of a range' : 'is tunable'}, and ${listInWords(
            missing.map((end) => `\`${end}\``),
            'and',
          )} ${missing.length === 1 ? 'is' : 'are'} missing`,
          rule: 'SageMaker takes a range only with its smallest and its largest value',
          fix: missing.length === 1 ? `add \`${missing[0]}\`` : 'add `min` and `max`, or remove `tunable`',
        },
      ];
    });
  },
};
