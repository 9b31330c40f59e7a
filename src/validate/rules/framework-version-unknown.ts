import { listInWords, valueInWords } from '../../problem/phrasing.ts';
import { isBrought, writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** Versions come from the catalogue, which pins packages that work together. */
export const frameworkVersionUnknown: Rule = {
  code: 'framework-version-unknown',
  check(context) {
    const framework = writtenFramework(context);
    if (framework?.version === undefined) return [];
    if (isBrought(context, framework.entry)) return [];
    const known = framework.entry.versions.map(({ version }) => version);
    if (known.includes(framework.version)) return [];
    return [
      {
        at: ['framework', 'version'],
        what: `\`framework.version\` is ${valueInWords(framework.version)}, and the catalogue has ${framework.entry.title} ${listInWords(known, 'and')}`,
        fix: `write "${known[0]}", or leave the version out`,
      },
    ];
  },
};
