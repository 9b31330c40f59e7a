import { listInWords } from '../../problem/phrasing.ts';
import { isBrought, writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** A version of a framework runs only on some versions of Python. */
export const frameworkPythonMismatch: Rule = {
  code: 'framework-python-mismatch',
  check(context) {
    const framework = writtenFramework(context);
    if (framework?.python === undefined || framework.entry.family === 'node') return [];
    if (isBrought(context, framework.entry)) return [];
    const { versions, title } = framework.entry;
    const version = versions.find((entry) => entry.version === framework.version) ?? versions[0];
    if (!version || version.python.includes(framework.python)) return [];
    return [
      {
        at: ['framework', 'python'],
        what: `${title} ${version.version} does not run on Python ${framework.python}`,
        because: `the catalogue has it for Python ${listInWords(version.python, 'and')}`,
        fix: `write "${version.python[0]}", or leave \`python\` out`,
      },
    ];
  },
};
