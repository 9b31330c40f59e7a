import { pathInWords, valueInWords } from '../../problem/phrasing.ts';
import { imageReference } from '../image-reference.ts';
import type { Rule } from './rule.ts';

/** The engine must be able to find an image of the seller's by its name. */
export const ownImageSyntax: Rule = {
  code: 'own-image-syntax',
  check({ manifest: { image } }) {
    const named: readonly (readonly [readonly string[], string | undefined])[] =
      typeof image === 'string'
        ? [[['image'], image]]
        : [
            [['image', 'inference'], image?.inference],
            [['image', 'training'], image?.training],
          ];
    return named.flatMap(([at, name]) => {
      if (name === undefined || imageReference.test(name.replaceAll('{release}', '1'))) return [];
      return [
        {
          at,
          what: `${pathInWords(at)} is ${valueInWords(name)}, which is no name of an image`,
          fix: 'write the name that `docker images` shows, such as  my-image:1  or  registry/repository:tag',
        },
      ];
    });
  },
};
