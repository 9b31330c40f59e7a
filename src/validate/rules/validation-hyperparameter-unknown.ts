import { closestName } from '../../problem/closest-name.ts';
import { hyperparametersOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** The validation's training job can set only hyperparameters of the algorithm. */
export const validationHyperparameterUnknown: Rule = {
  code: 'validation-hyperparameter-unknown',
  check({ manifest }) {
    if (!manifest.training) return [];
    const declared = hyperparametersOf(manifest).flatMap(({ parameter }) => parameter.name ?? []);
    return Object.keys(manifest.validation?.training?.hyperparameters ?? {})
      .filter((name) => !declared.includes(name))
      .map((name) => {
        const near = closestName(name, declared);
        return {
          at: ['validation', 'training', 'hyperparameters', name],
          atKey: true,
          what: `the validation sets the hyperparameter \`${name}\`, which is not declared`,
          fix: near
            ? `rename it to \`${near}\``
            : 'remove it, or declare it under `training.hyperparameters`',
        };
      });
  },
};
