import { nearestVersion, triedVersion } from '../../model/framework-version.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { isBrought, writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** The packages of a version in the catalogue were chosen for some versions of Python. */
export const frameworkPythonUntried: Rule = {
  code: 'framework-python-untried',
  check(context) {
    const framework = writtenFramework(context);
    if (framework?.python === undefined || framework.entry.family === 'node') return [];
    if (isBrought(context, framework.entry)) return [];
    const { entry, python, version: written } = framework;
    const [newest] = entry.versions;
    const version =
      written === undefined ? newest : (triedVersion(entry, written) ?? nearestVersion(entry, written));
    if (!version || version.python.includes(python)) return [];
    return [
      {
        at: ['framework', 'python'],
        severity: 'warning' as const,
        what: `listings of ${entry.title} ${written ?? version.version} were not tried on Python ${python}`,
        because: `its packages in the catalogue were chosen for Python ${listInWords(version.python, 'and')}; others may have no wheel for it`,
        fix: `keep it if your model needs it, and build the image to see; otherwise write "${version.python[0]}"`,
      },
    ];
  },
};
