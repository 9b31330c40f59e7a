import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** Script mode runs a Python script, a shell script, or a program that its first line names, and no module. */
export const entryNotAScript: Rule = {
  code: 'entry-not-a-script',
  check({ manifest }) {
    const entry = manifest.training?.entry;
    if (entry === undefined || /[^/\\]\.(py|sh)$|(?:^|[/\\])[^./\\]+$/.test(entry)) return [];
    return [
      {
        at: ['training', 'entry'],
        what: `\`training.entry\` is ${valueInWords(entry)}, which is neither a Python script nor a shell script`,
        rule: 'a name that ends with .py is run with python3, one that ends with .sh by a shell, and one without an ending by the program behind #! in its first line',
        fix: 'name the file that trains, as in  entry: train.py ; a module is started from a shell script',
      },
    ];
  },
};
