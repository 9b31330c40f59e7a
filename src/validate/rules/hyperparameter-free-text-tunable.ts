import { hyperparametersOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** A tuning job cannot search free text. */
export const hyperparameterFreeTextTunable: Rule = {
  code: 'hyperparameter-free-text-tunable',
  check({ manifest }) {
    return hyperparametersOf(manifest).flatMap(({ path, name, parameter }) =>
      parameter.type === 'free-text' && parameter.tunable === true
        ? [
            {
              at: [...path, 'tunable'],
              what: `${name} is free text, and it is tunable`,
              because: 'a tuning job searches ranges and values, and free text has neither',
              fix: 'remove `tunable`, or make the type categorical and list its values',
            },
          ]
        : [],
    );
  },
};
