import type { Rule } from './rule.ts';

/** Nobody trains a model package. */
export const ownImageRoles: Rule = {
  code: 'own-image-roles',
  check({ manifest: { image, product } }) {
    if (product?.type !== 'model-package' || typeof image !== 'object' || image.training === undefined)
      return [];
    return [
      {
        at: ['image', 'training'],
        atKey: true,
        what: '`image.training` is given, and `product.type` is model-package, which nobody trains',
        fix: 'remove it, or set `product.type` to algorithm to sell the training',
        related: [
          { at: { path: ['product', 'type'], target: 'value' }, sentence: 'the product is a model package' },
        ],
      },
    ];
  },
};
