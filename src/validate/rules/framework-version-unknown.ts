import { isVersion } from '../../model/framework-version.ts';
import { listInWords, valueInWords } from '../../problem/phrasing.ts';
import { isBrought, writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** A version is numbers with dots, as package indexes have them; plain TypeScript runs on the Node.js that we know. */
export const frameworkVersionUnknown: Rule = {
  code: 'framework-version-unknown',
  check(context) {
    const framework = writtenFramework(context);
    if (framework?.version === undefined) return [];
    const { entry, version } = framework;
    if (isBrought(context, entry)) return [];
    const known = entry.versions.map((one) => one.version);
    const hasPackages = entry.versions.some(({ packages }) => packages.length > 0);
    if (hasPackages ? isVersion(version) : known.includes(version)) return [];
    if (entry.name === 'python')
      return [
        {
          at: ['framework', 'version'],
          what: `\`framework.version\` is ${valueInWords(version)}, and the version of Python itself is \`framework.python\``,
          fix: `write  python: ${valueInWords(version)}  in its place`,
        },
      ];
    return [
      {
        at: ['framework', 'version'],
        what: hasPackages
          ? `\`framework.version\` is ${valueInWords(version)}, which is no version`
          : `\`framework.version\` is ${valueInWords(version)}, and the catalogue has ${entry.title} ${listInWords(known, 'and')}`,
        fix: `write "${known[0]}", or leave the version out`,
      },
    ];
  },
};
