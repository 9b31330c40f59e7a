import type { Rule } from './rule.ts';

/** A model package needs its model. An image of the seller's own may have it. */
export const artifactsMissing: Rule = {
  code: 'artifacts-missing',
  check({ manifest, attempted }) {
    const isGiven = ['artifacts', 'image'].some((name) => attempted.has(name));
    const isMissing = manifest.artifacts === undefined && manifest.image === undefined && !isGiven;
    if (manifest.product?.type !== 'model-package' || !isMissing) return [];
    return [
      {
        at: ['product', 'type'],
        what: '`product.type` is model-package, and `artifacts` is missing',
        because: 'buyers of a model package cannot train, so the model comes with it',
        fix: 'add a line such as `artifacts: { mode: bundled, path: model }`',
      },
    ];
  },
};
