import type { Accepted, Hyperparameter } from '../../model/manifest.ts';
import type { Rule, Violation } from './rule.ts';

/** A default must be in its range: otherwise every training job that uses it fails. */
export const hyperparameterDefaultOutsideRange: Rule = {
  code: 'hyperparameter-default-outside-range',
  check({ manifest }) {
    return (manifest.training?.hyperparameters ?? []).flatMap((parameter, index) =>
      parameter ? violationFor(parameter, index) : [],
    );
  },
};

function violationFor(parameter: Accepted<Hyperparameter>, index: number): Violation[] {
  const { name = '', default: given, min, max } = parameter;
  if (typeof given !== 'number') return [];
  const path = ['training', 'hyperparameters', index];
  const at = [...path, 'default'];
  const words = { at, fix: 'move the default into the range, or widen the range' };
  if (min !== undefined && given < min)
    return [
      {
        ...words,
        what: `the default of \`${name}\` is ${given}, below its \`min\` of ${min}`,
        related: [{ at: { path: [...path, 'min'], target: 'value' }, sentence: 'the range starts here' }],
      },
    ];
  if (max !== undefined && given > max)
    return [
      {
        ...words,
        what: `the default of \`${name}\` is ${given}, above its \`max\` of ${max}`,
        related: [{ at: { path: [...path, 'max'], target: 'value' }, sentence: 'the range ends here' }],
      },
    ];
  return [];
}
