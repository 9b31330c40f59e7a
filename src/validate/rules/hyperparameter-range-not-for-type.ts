import type { Hyperparameter } from '../../model/manifest.ts';
import { hyperparametersOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

type Type = Hyperparameter['type'];

const membersOf: Readonly<Record<Type, readonly string[]>> = {
  integer: ['min', 'max'],
  continuous: ['min', 'max'],
  categorical: ['values'],
  'free-text': [],
};

const typeInWords: Readonly<Record<Type, string>> = {
  integer: 'an integer',
  continuous: 'continuous',
  categorical: 'categorical',
  'free-text': 'free text',
};

/** Numbers have a range, categorical hyperparameters have values, and free text has neither. */
export const hyperparameterRangeNotForType: Rule = {
  code: 'hyperparameter-range-not-for-type',
  check({ manifest }) {
    return hyperparametersOf(manifest).flatMap(({ path, name, parameter }) =>
      (['min', 'max', 'values'] as const).flatMap((member) => {
        const { type } = parameter;
        if (type === undefined || parameter[member] === undefined || membersOf[type].includes(member))
          return [];
        return [
          {
            at: [...path, member],
            atKey: true,
            what: `${name} is ${typeInWords[type]}, which has no \`${member}\``,
            fix:
              member === 'values'
                ? 'remove it, or make the type categorical'
                : 'remove it, or make the type continuous or integer',
          },
        ];
      }),
    );
  },
};
