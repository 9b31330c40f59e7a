import type { Rule } from './rule.ts';

/** AWS validates an algorithm by a training job, and a batch transform with the trained model. */
export const validationTrainingMissing: Rule = {
  code: 'validation-training-missing',
  check({ manifest: { product, validation }, attempted }) {
    const isMissing =
      validation !== undefined && validation.training === undefined && !attempted.has('validation.training');
    if (product?.type !== 'algorithm' || !isMissing) return [];
    return [
      {
        at: ['validation'],
        atKey: true,
        what: '`validation.training` is missing, and `product.type` is algorithm',
        because:
          'AWS first trains the algorithm on your test data, then runs a batch transform on the result',
        fix: 'add `training: { channels: { train: s3://bucket/train/ }, output: s3://bucket/out/ }` under `validation`',
      },
    ];
  },
};
