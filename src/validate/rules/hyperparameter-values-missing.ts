import { hyperparametersOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** A categorical hyperparameter needs its values. */
export const hyperparameterValuesMissing: Rule = {
  code: 'hyperparameter-values-missing',
  check({ manifest, attempted }) {
    return hyperparametersOf(manifest).flatMap(({ path, name, parameter }) => {
      const isMissing = parameter.values === undefined && !attempted.has([...path, 'values'].join('.'));
      if (parameter.type !== 'categorical' || !isMissing) return [];
      return [
        {
          at: [...path, 'type'],
          what: `${name} is categorical, and \`values\` is missing`,
          rule: 'SageMaker takes 1 to 30 values',
          fix: 'add them, as in  values: [log, hinge] , or make the type free-text',
        },
      ];
    });
  },
};
