import type { Rule } from './rule.ts';

/** The model of an algorithm comes from the buyer's training job, never from the seller. */
export const artifactsOnAlgorithm: Rule = {
  code: 'artifacts-on-algorithm',
  check({ manifest }) {
    if (manifest.product?.type !== 'algorithm' || manifest.artifacts === undefined) return [];
    return [
      {
        at: ['artifacts'],
        atKey: true,
        what: '`artifacts` is given, and `product.type` is algorithm',
        because: 'an algorithm serves the model that the buyer’s own training job wrote to /opt/ml/model',
        fix: 'remove `artifacts`, or set `product.type` to model-package to sell this model',
        related: [
          { at: { path: ['product', 'type'], target: 'value' }, sentence: 'the product is an algorithm' },
        ],
      },
    ];
  },
};
