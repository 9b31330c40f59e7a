import { hyperparametersOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** The validation's training job must set every required hyperparameter. */
export const validationHyperparameterMissing: Rule = {
  code: 'validation-hyperparameter-missing',
  check({ manifest }) {
    const job = manifest.validation?.training;
    if (!job) return [];
    const set = Object.keys(job.hyperparameters ?? {});
    return hyperparametersOf(manifest).flatMap(({ path, name, parameter }) => {
      if (parameter.required !== true || parameter.name === undefined || set.includes(parameter.name))
        return [];
      return [
        {
          at: ['validation', 'training'],
          atKey: true,
          what: `${name} is required, and the validation does not set it`,
          fix: `add  hyperparameters: { ${parameter.name}: "…" }  under \`validation.training\``,
          related: [{ at: { path, target: 'value' }, sentence: 'declared here' }],
        },
      ];
    });
  },
};
