import { fieldsOf } from '../field-places.ts';
import type { Rule } from './rule.ts';

/** Only records have defaults: what the model does not predict, nobody fills. */
export const fieldDefaultOnOutput: Rule = {
  code: 'field-default-on-output',
  check({ manifest }) {
    return fieldsOf(manifest).flatMap(({ list, path, name, field }) =>
      list === 'output' && field.default !== undefined
        ? [
            {
              at: [...path, 'default'],
              atKey: true,
              what: `${name} is a field of predictions, and has a default`,
              because: 'the predictions of your model are sent as they are',
              fix: 'remove it; write `required: false` where a prediction may lack the field',
            },
          ]
        : [],
    );
  },
};
