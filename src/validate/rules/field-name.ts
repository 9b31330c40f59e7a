import { valueInWords } from '../../problem/phrasing.ts';
import { type FieldList, fieldsOf } from '../field-places.ts';
import type { Rule, Violation } from './rule.ts';

/** A field's name can be the header of a CSV column and a member of a JSON object. */
export const fieldName: Rule = {
  code: 'field-name',
  check({ manifest }) {
    return fieldsOf(manifest).flatMap(({ list, path, field: { name } }) => {
      const fault = name === undefined ? undefined : faultOf(name, list);
      return fault ? [{ at: [...path, 'name'], ...fault }] : [];
    });
  },
};

function faultOf(name: string, list: FieldList): Omit<Violation, 'at'> | undefined {
  const what = `the name of this field is ${valueInWords(name)}`;
  const [character] = /[,"\p{Cc}\u2028\u2029]/u.exec(name) ?? [];
  if (character !== undefined)
    return {
      what: `${what}, which has ${character === ',' ? 'a comma' : character === '"' ? 'a quote' : 'a control character'}`,
      because: 'many programs cannot read such a header of a CSV column',
      fix: 'use letters, digits, blanks and _',
    };
  if (name !== name.trim())
    return {
      what: `${what}, with a blank at an end`,
      because: 'nobody sees the blank in a header of CSV',
      fix: `write \`${name.trim() || 'a name'}\``,
    };
  if (name === '__proto__')
    return {
      what,
      because: 'JavaScript gives this member of an object a meaning of its own',
      fix: 'use another name',
    };
  if (name === 'instances' && list === 'input')
    return {
      what,
      because: 'a JSON body keeps its records in the member `instances`',
      fix: 'use another name, such as `items`',
    };
  return undefined;
}
