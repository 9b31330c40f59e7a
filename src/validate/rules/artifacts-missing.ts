import type { Rule } from './rule.ts';

/** A model package needs its model. */
export const artifactsMissing: Rule = {
  code: 'artifacts-missing',
  check({ manifest, attempted }) {
    const isMissing = manifest.artifacts === undefined && !attempted.has('artifacts');
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
