import { pathInWords } from '../../problem/phrasing.ts';
import { textAt } from '../manifest-places.ts';
import { pageTextsOf } from '../page-places.ts';
import type { Rule } from './rule.ts';

/** No text of the page begins with a blank (Catalog API, read 2026-11-29). Those around words are removed for the seller. */
export const pageTextBlank: Rule = {
  code: 'page-text-blank',
  check({ manifest }) {
    const title = textAt(['product', 'title'], manifest.product?.title);
    return [...title, ...pageTextsOf(manifest)].flatMap(({ path, value }) =>
      value !== '' && value.trim() === ''
        ? [
            {
              at: path,
              what: `${pathInWords(path)} has nothing but blanks`,
              rule: 'AWS Marketplace takes no text that begins with a blank',
              fix: 'write the text, or remove the key until there is one',
            },
          ]
        : [],
    );
  },
};
