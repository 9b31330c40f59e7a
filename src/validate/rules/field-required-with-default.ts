import { fieldsOf } from '../field-places.ts';
import type { Rule } from './rule.ts';

/** A default is for what may be left out, so a field that has one is not required. */
export const fieldRequiredWithDefault: Rule = {
  code: 'field-required-with-default',
  check({ manifest }) {
    return fieldsOf(manifest).flatMap(({ list, path, name, field }) =>
      list === 'input' && field.required === true && field.default !== undefined
        ? [
            {
              at: [...path, 'required'],
              what: `${name} is required, and it has a default`,
              because: 'a default is for what may be left out',
              fix: 'remove `required`, or remove `default`',
              related: [{ at: { path: [...path, 'default'], target: 'value' }, sentence: 'the default' }],
            },
          ]
        : [],
    );
  },
};
