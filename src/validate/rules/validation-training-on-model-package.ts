import type { Rule } from './rule.ts';

/** A model package cannot be trained, so AWS validates it only by a batch transform. */
export const validationTrainingOnModelPackage: Rule = {
  code: 'validation-training-on-model-package',
  check({ manifest: { product, validation } }) {
    if (product?.type !== 'model-package' || validation?.training === undefined) return [];
    return [
      {
        at: ['validation', 'training'],
        atKey: true,
        what: '`validation.training` is given, and `product.type` is model-package',
        because: 'AWS validates a model package by one batch transform job, without any training',
        fix: 'remove `validation.training`',
        related: [
          { at: { path: ['product', 'type'], target: 'value' }, sentence: 'the product is a model package' },
        ],
      },
    ];
  },
};
