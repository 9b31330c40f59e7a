import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** Docker's grammar of a tag, stricter than ECR's API; the schema limits its length (distribution/reference). */
const tag = /^\w[\w.-]*$/;

/** `product.release` is the tag of the images, and a release must always name the same image. */
export const releaseNotATag: Rule = {
  code: 'release-not-a-tag',
  check({ manifest }) {
    const release = manifest.product?.release;
    if (release === undefined) return [];
    const at = ['product', 'release'];
    if (release === 'latest')
      return [
        {
          at,
          what: '`product.release` is "latest", which names another image after each build',
          because: 'AWS certifies one image, and a published version can never point at another',
          fix: 'number the release, for example "1.0.0", and raise it for each version you publish',
        },
      ];
    if (tag.test(release)) return [];
    return [
      {
        at,
        what: `\`product.release\` is ${valueInWords(release)}, which cannot be an image tag`,
        rule: 'a tag has only letters, digits and _ . - and begins with neither . nor -',
        fix: `use ${valueInWords(safeTag(release))}`,
      },
    ];
  },
};

function safeTag(release: string): string {
  const joined = release.replace(/[^\w.-]+/g, '-').replace(/^[.-]+|[.-]+$/g, '');
  return joined || '1.0.0';
}
