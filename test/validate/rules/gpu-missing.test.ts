import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('an image with CUDA does not answer on a type without a GPU', () => {
  expectProblem(
    'gpu-missing',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { instances: { realtime: [ml.g6.xlarge, ml.m5.large] } }',
    }),
    `
    marketplace.yaml:7:52: error: \`inference.instances.realtime[1]\` is "ml.m5.large", which has no GPU of NVIDIA, and the image is built for CUDA [gpu-missing]
      inference: { instances: { realtime: [ml.g6.xlarge, ml.m5.large] } }
                                                         ^^^^^^^^^^^
      because: a container that sees no GPU refuses pings, so endpoints and batch transforms fail there
      fix: write types such as ml.g6.xlarge, or  requireGpu: false  in \`inference\` if it may answer on processors
    `,
  );
});

test('the chips of AWS are no GPUs either', () => {
  expectProblem(
    'gpu-missing',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { instances: { transform: [ml.inf2.xlarge] } }',
    }),
    `
    marketplace.yaml:7:39: error: \`inference.instances.transform[0]\` is "ml.inf2.xlarge", which has no GPU of NVIDIA, and the image is built for CUDA [gpu-missing]
      inference: { instances: { transform: [ml.inf2.xlarge] } }
                                            ^^^^^^^^^^^^^^
      because: a container that sees no GPU refuses pings, so endpoints and batch transforms fail there
      fix: write types such as ml.g6.xlarge, or  requireGpu: false  in \`inference\` if it may answer on processors
    `,
  );
});

test('it answers there if it may', () => {
  expectNoProblem(
    'gpu-missing',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { requireGpu: false, instances: { realtime: [ml.m5.large] } }',
    }),
  );
});

test('an image without CUDA is at home there', () => {
  expectNoProblem(
    'gpu-missing',
    modelPackage({
      framework: 'framework: pytorch',
      inference: 'inference: { instances: { realtime: [ml.m5.large] } }',
    }),
  );
});

test('types that AWS added later have a GPU where their letter says so', () => {
  expectNoProblem(
    'gpu-missing',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { instances: { realtime: [ml.g9.xlarge] } }',
    }),
  );
});
