import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** The Catalog API’s pattern of a name (read 2026-11-29); a blank at an end could not be seen. */
const printable = /^[!-~](?:[ -~]*[!-~])?$/;

/** The name of a custom attribute is printable ASCII. */
export const customAttributeName: Rule = {
  code: 'custom-attribute-name',
  check({ manifest }) {
    return (manifest.customAttributes ?? []).flatMap((attribute, index) => {
      const name = attribute?.name;
      if (name === undefined || printable.test(name)) return [];
      return [
        {
          at: ['customAttributes', index, 'name'],
          what: `a custom attribute is named ${valueInWords(name)}`,
          rule: 'AWS Marketplace takes letters, digits and signs of ASCII, with no blank at an end',
          fix: 'write a name such as `language` or `max-results`',
        },
      ];
    });
  },
};
