import { hyperparametersOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** CreateAlgorithm refuses a hyperparameter that is required and has a default. */
export const hyperparameterDefaultWithRequired: Rule = {
  code: 'hyperparameter-default-with-required',
  check({ manifest }) {
    return hyperparametersOf(manifest).flatMap(({ path, name, parameter }) =>
      parameter.required === true && parameter.default !== undefined
        ? [
            {
              at: [...path, 'required'],
              what: `${name} is required, and it has a default`,
              because: 'SageMaker refuses both together: a default is for what may be left out',
              fix: 'remove `required`, or remove `default`',
              related: [{ at: { path: [...path, 'default'], target: 'value' }, sentence: 'the default' }],
            },
          ]
        : [],
    );
  },
};
