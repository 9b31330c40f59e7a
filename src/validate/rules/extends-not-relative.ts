import { pathInWords, valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** Paths in `extends` are relative to the listing, so that they work in every clone. */
export const extendsNotRelative: Rule = {
  code: 'extends-not-relative',
  check({ manifest }) {
    const written = manifest.extends;
    const places =
      typeof written === 'string'
        ? [{ path: ['extends'], value: written }]
        : (written ?? []).map((value, index) => ({ path: ['extends', index], value }));
    return places
      .filter(({ value }) => value !== undefined && !isRelative(value))
      .map(({ path, value }) => ({
        at: path,
        what: `${pathInWords(path)} is ${valueInWords(value)}, which is not a relative path`,
        because: 'a path on this machine or a web address does not work in a colleague’s clone',
        fix: 'write the path from the folder of this file, for example `../team.yaml`',
      }));
  },
};

/** A drive letter is matched as a URL scheme of one letter. */
function isRelative(path: string): boolean {
  return !/^(?:[/\\~]|[a-z][a-z0-9+.-]*:)/i.test(path);
}
