import type { Accepted, Hyperparameter } from '../../model/manifest.ts';
import { valueInWords } from '../../problem/phrasing.ts';
import { hyperparametersOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** The validation's training job sets only values that the algorithm accepts. */
export const validationHyperparameterValue: Rule = {
  code: 'validation-hyperparameter-value',
  check({ manifest }) {
    const values = manifest.validation?.training?.hyperparameters ?? {};
    return hyperparametersOf(manifest).flatMap(({ path, name, parameter }) => {
      const value = parameter.name === undefined ? undefined : values[parameter.name];
      const fault = value === undefined ? undefined : faultOf(parameter, value);
      if (!fault || parameter.name === undefined) return [];
      return [
        {
          at: ['validation', 'training', 'hyperparameters', parameter.name],
          what: `the validation sets ${name} to ${valueInWords(value)}, which ${fault}`,
          fix: 'give it a value that the algorithm itself would accept',
          related: [{ at: { path, target: 'value' }, sentence: 'declared here' }],
        },
      ];
    });
  },
};

function faultOf({ type, min, max, values }: Accepted<Hyperparameter>, written: string): string | undefined {
  if (type === 'categorical')
    return values && !values.includes(written) ? 'is not among its values' : undefined;
  if (type === 'free-text') return undefined;
  const value = Number(written);
  if (written.trim() === '' || Number.isNaN(value)) return 'is not a number';
  if (type === 'integer' && !Number.isInteger(value)) return 'is not a whole number';
  if (min !== undefined && value < min) return `is below its \`min\` of ${min}`;
  return max !== undefined && value > max ? `is above its \`max\` of ${max}` : undefined;
}
