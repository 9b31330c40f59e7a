import { mayBeSecret } from '../../model/secret-paths.ts';
import { valueInWords } from '../../problem/phrasing.ts';
import { includesOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** Every buyer can read what is in an image, so no keys, passwords and history go into it. */
export const includeSecret: Rule = {
  code: 'include-secret',
  check({ manifest }) {
    return includesOf(manifest)
      .filter(({ value }) => mayBeSecret(value))
      .map(({ path, value }) => ({
        at: path,
        what: `\`include\` has ${valueInWords(value)}, which usually holds secrets`,
        because: 'what is in an image can be read by every buyer',
        fix: 'remove it; a setting that is no secret belongs into `inference.environment`, or into a file with another name',
      }));
  },
};
