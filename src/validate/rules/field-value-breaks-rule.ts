import { fieldMisfit, type Misfit } from '../../model/field-misfit.ts';
import type { Accepted, Field } from '../../model/manifest.ts';
import { valueInWords } from '../../problem/phrasing.ts';
import { fieldsOf, type PlacedField } from '../field-places.ts';
import type { Rule, Violation } from './rule.ts';

/** The default, the example and the values of a field obey its own rules. */
export const fieldValueBreaksRule: Rule = {
  code: 'field-value-breaks-rule',
  check({ manifest }) {
    return fieldsOf(manifest).flatMap((placed) => [
      ...violationsAt(placed, 'default', placed.field.default, placed.field.values),
      ...violationsAt(placed, 'example', placed.field.example, placed.field.values),
      ...(mayHaveValues(placed.field) ? (placed.field.values ?? []) : []).flatMap((value, index) =>
        violationsAt(placed, ['values', index], value, undefined),
      ),
    ]);
  },
};

function mayHaveValues({ type }: Accepted<Field>): boolean {
  return type === 'number' || type === 'integer' || type === 'string';
}

type Member = 'default' | 'example' | readonly ['values', number];

function violationsAt(
  { path, name, field }: PlacedField,
  member: Member,
  value: unknown,
  values: Accepted<Field>['values'],
): Violation[] {
  const { type, min, max } = field;
  if (type === undefined || value === undefined) return [];
  const misfit = fieldMisfit({ type, min, max, ...(values && { values }) }, value);
  if (!misfit) return [];
  const which = typeof member === 'string' ? `the ${member}` : 'a value';
  return [
    {
      at: [...path, ...[member].flat()],
      what: `${which} of ${name} is ${valueInWords(value)}, which ${misfit.words}`,
      fix: fixFor(misfit, type, value),
      ...(misfit.rule !== 'type' && {
        related: [{ at: { path: [...path, misfit.rule], target: 'value' }, sentence: 'the rule is here' }],
      }),
    },
  ];
}

function fixFor({ rule }: Misfit, type: string, value: unknown): string {
  if (rule === 'values') return 'use one of them, or add it to `values`';
  if (rule !== 'type') return 'move it into the range, or widen the range';
  if (type === 'string' && typeof value !== 'object') return `put it in quotes: "${value}"`;
  if (type === 'number' || type === 'integer') return 'write a number without quotes, or change the type';
  if (type === 'date') return 'write it as year, month and day: 2026-12-31';
  return 'change it, or change the type';
}
