import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('an image without CUDA cannot need a GPU', () => {
  expectProblem(
    'require-gpu-without-cuda',
    modelPackage({ framework: 'framework: pytorch', inference: 'inference: { requireGpu: true }' }),
    `
    marketplace.yaml:7:26: error: \`inference.requireGpu\` is true, and the image has no CUDA [require-gpu-without-cuda]
      inference: { requireGpu: true }
                               ^^^^
      fix: remove it, or write  accelerator: cuda  in \`framework\`
    `,
  );
});

test('an image with CUDA may do without', () => {
  expectNoProblem(
    'require-gpu-without-cuda',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { requireGpu: false }',
    }),
  );
});
