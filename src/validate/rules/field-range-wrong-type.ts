import { isOfType, typeInWords } from '../../model/field-misfit.ts';
import { valueInWords } from '../../problem/phrasing.ts';
import { fieldsOf } from '../field-places.ts';
import type { Rule } from './rule.ts';

/** The ends of a range have the type of the field: numbers, whole numbers or days. */
export const fieldRangeWrongType: Rule = {
  code: 'field-range-wrong-type',
  check({ manifest }) {
    return fieldsOf(manifest).flatMap(({ path, name, field }) =>
      (['min', 'max'] as const).flatMap((member) => {
        const { type } = field;
        const value = field[member];
        if (value === undefined || (type !== 'number' && type !== 'integer' && type !== 'date')) return [];
        if (isOfType(type, value)) return [];
        return [
          {
            at: [...path, member],
            what: `the \`${member}\` of ${name} is ${valueInWords(value)}, which is not ${typeInWords[type]}`,
            fix: fixes[type],
          },
        ];
      }),
    );
  },
};

const fixes = {
  number: 'write a number without quotes',
  integer: 'write a whole number without quotes, or make the type number',
  date: 'write it as year, month and day: 2026-12-31',
} as const;
