import { missingForPublish } from '../../model/missing-for-publish.ts';
import { pathInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** AWS Marketplace asks for these before a product is published (seller guide and Catalog API, read 2026-11-29). */
export const missingForPublishRule: Rule = {
  code: 'missing-for-publish',
  check({ manifest, catalogue, attempted }) {
    return missingForPublish(manifest, catalogue).flatMap(({ path, holds }) =>
      path.some((_, depth) => attempted.has(path.slice(0, depth + 1).join('.')))
        ? []
        : [
            {
              at: path,
              atKey: true,
              what: `${pathInWords(path)} is missing`,
              rule: 'AWS Marketplace asks for it before a product is published',
              fix: `add it: ${holds}`,
            },
          ],
    );
  },
};
