import { hyperparametersOf, repeatedIn } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** Each hyperparameter has a unique name. */
export const hyperparameterTwice: Rule = {
  code: 'hyperparameter-twice',
  check({ manifest }) {
    const names = hyperparametersOf(manifest).flatMap(({ path, parameter }) =>
      parameter.name === undefined ? [] : [{ path: [...path, 'name'], value: parameter.name }],
    );
    return repeatedIn(names).map(({ again, first }) => ({
      at: again.path,
      what: `the hyperparameter \`${again.value}\` is declared twice`,
      fix: 'remove one of the two, or give it another name',
      related: [{ at: { path: first.path, target: 'value' }, sentence: 'first declared here' }],
    }));
  },
};
