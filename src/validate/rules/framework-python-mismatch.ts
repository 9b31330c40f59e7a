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
    const minor = Number(/^3\.(\d+)$/.exec(framework.python)?.[1]);
    if (minor >= 10) return [];
    const preset = framework.entry.versions[0]?.python[0];
    return [
      {
        at: ['framework', 'python'],
        what: Number.isNaN(minor)
          ? `\`framework.python\` is ${valueInWords(framework.python)}, which is no version of Python 3 such as "3.12"`
          : `\`framework.python\` is "${framework.python}", and a listing needs 3.10 or newer`,
        fix: `write "${preset}", or leave \`python\` out`,
      },
    ];
  },
};
