import { isVersion, nearestVersion, triedVersion } from '../../model/framework-version.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { isBrought, writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** Any version is installed as it is written. What was tried, with every package pinned, is in the catalogue. */
export const frameworkVersionUntried: Rule = {
  code: 'framework-version-untried',
  check(context) {
    const framework = writtenFramework(context);
    if (framework?.version === undefined || isBrought(context, framework.entry)) return [];
    const { entry, version } = framework;
    const nearest = nearestVersion(entry, version);
    if (!nearest || nearest.packages.length === 0) return [];
    if (!isVersion(version) || triedVersion(entry, version)) return [];
    const tried = entry.versions.map((one) => one.version);
    return [
      {
        at: ['framework', 'version'],
        severity: 'warning' as const,
        what: `listings of ${entry.title} ${version} were not tried; the nearest version that was is ${nearest.version}`,
        because: `the catalogue has ${entry.title} ${listInWords(tried, 'and')}, with all its packages pinned; of another version pip or npm chooses them`,
        fix: `keep it if your model needs it, and rehearse the listing; otherwise write "${nearest.version}"`,
      },
    ];
  },
};
