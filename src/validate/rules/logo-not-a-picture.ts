import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** Pictures that AWS Marketplace does not take, and what else a logo is given as by mistake. */
const otherKind = /\.(?:svg|webp|avif|bmp|tiff?|ico|heic|eps|ai|pdf|psd|zip|html?)$/i;

/** A logo is a PNG, a JPEG or a GIF (Catalog API, read 2026-11-29). */
export const logoNotAPicture: Rule = {
  code: 'logo-not-a-picture',
  check({ manifest: { page } }) {
    const { logo } = page ?? {};
    if (logo === undefined || !otherKind.test(logo)) return [];
    return [
      {
        at: ['page', 'logo'],
        what: `\`page.logo\` is ${valueInWords(logo)}, which is no PNG, JPEG or GIF`,
        rule: 'AWS Marketplace takes a PNG, JPEG or GIF of at most 5 MB and 120 to 640 pixels, 1:1 or 2:1',
        fix: 'save it as a PNG, and write the address of that',
      },
    ];
  },
};
