import type { Rule } from './rule.ts';

/** A model package is sold trained: its buyers only run inference. */
export const trainingOnModelPackage: Rule = {
  code: 'training-on-model-package',
  check({ manifest }) {
    if (manifest.product?.type !== 'model-package' || manifest.training === undefined) return [];
    return [
      {
        at: ['training'],
        atKey: true,
        what: '`training` is given, and `product.type` is model-package',
        because: 'a model package has no training image; its buyers only infer',
        fix: 'remove `training`, or set `product.type` to algorithm to let buyers train on their own data',
        related: [
          { at: { path: ['product', 'type'], target: 'value' }, sentence: 'the product is a model package' },
        ],
      },
    ];
  },
};
