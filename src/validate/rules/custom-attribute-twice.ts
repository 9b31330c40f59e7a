import { repeatedIn, textAt } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** Each custom attribute has a unique name. */
export const customAttributeTwice: Rule = {
  code: 'custom-attribute-twice',
  check({ manifest }) {
    const names = (manifest.customAttributes ?? []).flatMap((attribute, index) =>
      textAt(['customAttributes', index, 'name'], attribute?.name),
    );
    return repeatedIn(names).map(({ again, first }) => ({
      at: again.path,
      what: `the custom attribute \`${again.value}\` is declared twice`,
      fix: 'remove one of the two, or give it another name',
      related: [{ at: { path: first.path, target: 'value' }, sentence: 'first declared here' }],
    }));
  },
};
