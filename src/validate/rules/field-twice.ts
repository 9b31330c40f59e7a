import { type FieldList, fieldsOf } from '../field-places.ts';
import { repeatedIn } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** Each field of a record, and of a prediction, has a unique name. */
export const fieldTwice: Rule = {
  code: 'field-twice',
  check({ manifest }) {
    const namesIn = (list: FieldList) =>
      fieldsOf(manifest).flatMap(({ list: own, path, field }) =>
        own === list && field.name !== undefined ? [{ path: [...path, 'name'], value: field.name }] : [],
      );
    return [...repeatedIn(namesIn('input')), ...repeatedIn(namesIn('output'))].map(({ again, first }) => ({
      at: again.path,
      what: `the field \`${again.value}\` is declared twice`,
      fix: 'remove one of the two, or give it another name',
      related: [{ at: { path: first.path, target: 'value' }, sentence: 'first declared here' }],
    }));
  },
};
