import { pathInWords } from '../../problem/phrasing.ts';
import { characterInWords } from '../character-in-words.ts';
import { variablesOf } from '../environments.ts';
import type { Rule } from './rule.ts';

/** A variable is one line of the Dockerfile, so its value must be one line too. */
export const environmentValue: Rule = {
  code: 'environment-value',
  check({ manifest }) {
    return variablesOf(manifest).flatMap(({ at, value, of }) => {
      const control = (of === 'server' ? /\0/ : /\p{Cc}/u).exec(value ?? '')?.[0];
      if (control === undefined) return [];
      return [
        {
          at,
          what: `${pathInWords(at)} has ${characterInWords(control)} in it`,
          because:
            of === 'server'
              ? 'no system takes that character in a variable'
              : 'a variable is set by one line of the Dockerfile and one field of AWS’s console',
          fix: 'write the value on one line, or put it into a file beside your handler',
        },
      ];
    });
  },
};
