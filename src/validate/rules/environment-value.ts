import { pathInWords } from '../../problem/phrasing.ts';
import { characterInWords } from '../character-in-words.ts';
import type { Rule } from './rule.ts';

/** A variable is one line of the Dockerfile, so its value must be one line too. */
export const environmentValue: Rule = {
  code: 'environment-value',
  check({ manifest }) {
    return Object.entries(manifest.inference?.environment ?? {}).flatMap(([name, value]) => {
      const control = /\p{Cc}/u.exec(value ?? '')?.[0];
      if (control === undefined) return [];
      const at = ['inference', 'environment', name];
      return [
        {
          at,
          what: `${pathInWords(at)} has ${characterInWords(control)} in it`,
          because: 'a variable is set by one line of the Dockerfile and one field of AWS’s console',
          fix: 'write the value on one line, or put it into a file beside your handler',
        },
      ];
    });
  },
};
