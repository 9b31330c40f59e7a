import { hyperparametersOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** A tuning job needs a metric to maximize or minimize. */
export const tunableWithoutObjective: Rule = {
  code: 'tunable-without-objective',
  check({ manifest }) {
    const tunable = hyperparametersOf(manifest).find(({ parameter }) => parameter.tunable === true);
    const hasObjective = (manifest.training?.metrics ?? []).some((metric) => metric?.objective !== undefined);
    if (!tunable || hasObjective) return [];
    return [
      {
        at: [...tunable.path, 'tunable'],
        severity: 'warning' as const,
        what: `${tunable.name} is tunable, and no metric has an \`objective\``,
        rule: 'SageMaker offers tuning only for algorithms with an objective metric',
        fix: 'add  objective: maximize  or  objective: minimize  to a metric, or remove `tunable`',
      },
    ];
  },
};
