import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** What apt, yum and apk accept as a name, with a version after = where they support one. */
const packageName = /^[A-Za-z0-9][A-Za-z0-9+._:=~-]*$/;

/** Package names are used in a RUN of the Dockerfile, so each must be only a name. */
export const basePackageName: Rule = {
  code: 'base-package-name',
  check({ manifest: { base } }) {
    const packages =
      base !== undefined && typeof base !== 'string' && 'packages' in base ? base.packages : undefined;
    return (packages ?? []).flatMap((name, index) =>
      name === undefined || packageName.test(name)
        ? []
        : [
            {
              at: ['base', 'packages', index],
              what: `${valueInWords(name)} is not the name of a package`,
              rule: 'a name has letters, digits and + - . _ : = ~, and no space or option',
              fix: 'write one package an item, such as libgomp1',
            },
          ],
    );
  },
};
