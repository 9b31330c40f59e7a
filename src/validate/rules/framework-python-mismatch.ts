import { isBefore, oldestPython } from '../../model/version-order.ts';
import { valueInWords } from '../../problem/phrasing.ts';
import { isBrought, writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** The code between the server and the model needs Python 3.10 or newer. */
export const frameworkPythonMismatch: Rule = {
  code: 'framework-python-mismatch',
  check(context) {
    const framework = writtenFramework(context);
    if (framework?.python === undefined || framework.entry.family === 'node') return [];
    if (isBrought(context, framework.entry)) return [];
    const isVersion = /^3\.\d+$/.test(framework.python);
    if (isVersion && !isBefore(framework.python, oldestPython)) return [];
    const preset = framework.entry.versions[0]?.python[0];
    return [
      {
        at: ['framework', 'python'],
        what: isVersion
          ? `\`framework.python\` is "${framework.python}", and a listing needs ${oldestPython} or newer`
          : `\`framework.python\` is ${valueInWords(framework.python)}, which is no version of Python 3 such as "3.12"`,
        fix: `write "${preset}", or leave \`python\` out`,
      },
    ];
  },
};
