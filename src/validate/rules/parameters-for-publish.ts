import {
  isParameterName,
  longestParameterDescription,
  longestParameterName,
  mostParameters,
} from '../../model/marketplace-parameters.ts';
import { type FieldList, fieldsOf, type PlacedField } from '../field-places.ts';
import type { Rule, Violation } from './rule.ts';

/** AWS Marketplace shows fields as parameters, 24 on each side, with names of ASCII (read 2026-11-29). */
export const parametersForPublish: Rule = {
  code: 'parameters-for-publish',
  check({ manifest }) {
    const placed = fieldsOf(manifest);
    const sides: readonly FieldList[] = ['input', 'output'];
    return [
      ...sides.flatMap((side) => tooMany(side, placed.filter(({ list }) => list === side).length)),
      ...placed.flatMap(notShown),
    ];
  },
};

function tooMany(side: FieldList, count: number): Violation[] {
  if (count <= mostParameters) return [];
  return [
    {
      at: ['fields', side],
      atKey: true,
      severity: 'warning',
      what: `\`fields.${side}\` has ${count} fields, and AWS Marketplace shows ${mostParameters} of them`,
      because: 'the form of AWS Marketplace has no room for more',
      fix: `put the ${mostParameters} that matter most first; the others are described in your repository`,
    },
  ];
}

function notShown({ path, name, field }: PlacedField): Violation[] {
  const { description = '' } = field;
  if (field.name !== undefined && !isParameterName(field.name))
    return [
      {
        at: [...path, 'name'],
        severity: 'warning',
        what: `AWS Marketplace cannot show the field ${name}`,
        because: `it takes names of at most ${longestParameterName} letters, digits and signs of ASCII`,
        fix: 'give it a plain name, or describe it in `page.usage`',
      },
    ];
  if ([...description].length <= longestParameterDescription) return [];
  return [
    {
      at: [...path, 'description'],
      severity: 'warning',
      what: `the description of ${name} has ${[...description].length} characters, and AWS Marketplace shows ${longestParameterDescription}`,
      because: 'the end of it is cut off there',
      fix: `bring it down to ${longestParameterDescription} characters`,
    },
  ];
}
