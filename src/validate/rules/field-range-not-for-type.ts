import type { FieldType } from '../../model/manifest.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { fieldsOf } from '../field-places.ts';
import type { Rule } from './rule.ts';

const typesWith: Readonly<Record<'min' | 'max' | 'values' | 'unit', readonly FieldType[]>> = {
  min: ['number', 'integer', 'date'],
  max: ['number', 'integer', 'date'],
  values: ['number', 'integer', 'string'],
  unit: ['number', 'integer'],
};

/** Numbers and days have a range, numbers and texts have values, and numbers have a unit. */
export const fieldRangeNotForType: Rule = {
  code: 'field-range-not-for-type',
  check({ manifest }) {
    return fieldsOf(manifest).flatMap(({ path, name, field }) =>
      (['unit', 'min', 'max', 'values'] as const).flatMap((member) => {
        const { type } = field;
        const types = typesWith[member];
        if (type === undefined || field[member] === undefined || types.includes(type)) return [];
        return [
          {
            at: [...path, member],
            atKey: true,
            what: `${name} is of type ${type}, which has no \`${member}\``,
            fix: `remove it, or make the type ${listInWords(types)}`,
          },
        ];
      }),
    );
  },
};
