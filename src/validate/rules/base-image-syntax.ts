import { valueInWords } from '../../problem/phrasing.ts';
import { imageReference } from '../image-reference.ts';
import type { Rule } from './rule.ts';

/** `base.image` is used in the FROM of the Dockerfile, and always names the same image. */
export const baseImageSyntax: Rule = {
  code: 'base-image-syntax',
  check({ manifest: { base } }) {
    const image = base !== undefined && typeof base !== 'string' && 'image' in base ? base.image : undefined;
    if (image === undefined) return [];
    const at = ['base', 'image'];
    if (!imageReference.test(image))
      return [
        {
          at,
          what: `\`base.image\` is ${valueInWords(image)}, which is not an image reference`,
          fix: 'write it as registry/repository:tag or registry/repository@sha256:…',
        },
      ];
    if (/[:@][^/]+$/.test(image) && !image.endsWith(':latest')) return [];
    return [
      {
        at,
        what: `\`base.image\` is ${valueInWords(image)}, which can be another image every day`,
        because: 'a build of the same release must give the same image',
        fix: 'add the digest of the image: @sha256:…',
      },
    ];
  },
};
