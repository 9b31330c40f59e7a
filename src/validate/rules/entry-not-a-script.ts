import { valueInWords } from '../../problem/phrasing.ts';
import { entriesOf } from '../script-entries.ts';
import type { Rule } from './rule.ts';

/**
 * Script mode runs a Python script, a shell script, or a program that its first line names, and no module. An
 * inference script is imported.
 */
export const entryNotAScript: Rule = {
  code: 'entry-not-a-script',
  check: ({ manifest }) =>
    entriesOf(manifest).flatMap(({ at, member, value, does, example }) => {
      const { isScript, kinds, rule, also } = kindsOf[does];
      if (isScript.test(value)) return [];
      return [
        {
          at,
          what: `\`${member}\` is ${valueInWords(value)}, which is ${kinds}`,
          rule,
          fix: `name the file that ${does}, as in  entry: ${example}${also}`,
        },
      ];
    }),
};

const kindsOf = {
  predicts: {
    isScript: /[^/\\.]\.py$/,
    kinds: 'not a Python script',
    rule: 'Python imports it by its name, so it ends with .py and has no other dot in it',
    also: '',
  },
  trains: {
    isScript: /[^/\\]\.(py|sh)$|(?:^|[/\\])[^./\\]+$/,
    kinds: 'neither a Python script nor a shell script',
    rule: 'a name that ends with .py is run with python3, one that ends with .sh by a shell, and one without an ending by the program behind #! in its first line',
    also: ' ; a module is started from a shell script',
  },
} as const;
