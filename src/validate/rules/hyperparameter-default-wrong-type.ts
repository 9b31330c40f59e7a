import { valueInWords } from '../../problem/phrasing.ts';
import { hyperparametersOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** A default has the type of its hyperparameter. */
export const hyperparameterDefaultWrongType: Rule = {
  code: 'hyperparameter-default-wrong-type',
  check({ manifest }) {
    return hyperparametersOf(manifest).flatMap(({ path, name, parameter }) => {
      const { type, default: preset } = parameter;
      if (type === undefined || preset === undefined) return [];
      const wantsNumber = type === 'integer' || type === 'continuous';
      if (wantsNumber === (typeof preset === 'number')) return [];
      return [
        {
          at: [...path, 'default'],
          what: `the default of ${name} is ${valueInWords(preset)}, and its type is ${type}`,
          fix: wantsNumber ? 'write a number without quotes' : `put it in quotes: "${preset}"`,
        },
      ];
    });
  },
};
