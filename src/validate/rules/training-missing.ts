import type { Rule } from './rule.ts';

/** Buyers of an algorithm train it, so it needs its training. */
export const trainingMissing: Rule = {
  code: 'training-missing',
  check({ manifest, attempted }) {
    const isMissing = manifest.training === undefined && !attempted.has('training');
    if (manifest.product?.type !== 'algorithm' || !isMissing) return [];
    return [
      {
        at: ['product', 'type'],
        what: '`product.type` is algorithm, and `training` is missing',
        rule: 'SageMaker creates an algorithm only with a training image and at least one channel',
        fix: 'add a line such as `training: { channels: [{ name: train, contentTypes: [text/csv] }] }`',
      },
    ];
  },
};
