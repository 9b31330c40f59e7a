import { hyperparametersOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** SageMaker and its SDK add their own hyperparameters to the buyer's. */
export const hyperparameterReserved: Rule = {
  code: 'hyperparameter-reserved',
  check({ manifest }) {
    return hyperparametersOf(manifest).flatMap(({ path, name, parameter }) =>
      /^(_tuning_objective_metric$|sagemaker_)/.test(parameter.name ?? '')
        ? [
            {
              at: [...path, 'name'],
              what: `the hyperparameter ${name} has a name that SageMaker uses itself`,
              because:
                'tuning jobs add _tuning_objective_metric, and the SDK adds names that begin with sagemaker_',
              fix: 'give it another name',
            },
          ]
        : [],
    );
  },
};
