import { hyperparametersOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** The limits and the default of an integer are whole numbers. */
export const hyperparameterRangeFractional: Rule = {
  code: 'hyperparameter-range-fractional',
  check({ manifest }) {
    return hyperparametersOf(manifest).flatMap(({ path, name, parameter }) =>
      (['min', 'max', 'default'] as const).flatMap((member) => {
        const value = parameter[member];
        if (parameter.type !== 'integer' || typeof value !== 'number' || Number.isInteger(value)) return [];
        return [
          {
            at: [...path, member],
            what: `${name} is an integer, and its \`${member}\` is ${value}`,
            fix: `write ${Math.round(value)}, or make the type continuous`,
          },
        ];
      }),
    );
  },
};
