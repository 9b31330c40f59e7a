import { listInWords, valueInWords } from '../../problem/phrasing.ts';
import { hyperparametersOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** The default of a categorical hyperparameter is one of its values. */
export const hyperparameterDefaultNotAmongValues: Rule = {
  code: 'hyperparameter-default-not-among-values',
  check({ manifest }) {
    return hyperparametersOf(manifest).flatMap(({ path, name, parameter }) => {
      const { type, default: preset, values } = parameter;
      if (type !== 'categorical' || typeof preset !== 'string' || !values || values.includes(preset))
        return [];
      return [
        {
          at: [...path, 'default'],
          what: `the default of ${name} is ${valueInWords(preset)}, which is not among its values`,
          fix: `use ${listInWords(values.map(String))}, or add it to \`values\``,
          related: [{ at: { path: [...path, 'values'], target: 'value' }, sentence: 'its values' }],
        },
      ];
    });
  },
};
