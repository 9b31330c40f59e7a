import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('g6e runs batch transforms, and AWS does not say with which driver', () => {
  expectProblem(
    'gpu-driver-unknown',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { instances: { transform: [ml.g6e.xlarge] } }',
    }),
    `
    marketplace.yaml:7:39: warning: AWS does not say which driver of NVIDIA ml.g6e.xlarge has in batch transforms [gpu-driver-unknown]
      inference: { instances: { transform: [ml.g6e.xlarge] } }
                                            ^^^^^^^^^^^^^
      because: a driver that is too old for the CUDA of the image keeps the container from starting
      fix: try it in an account of yours, or take a type of g4dn, g5 or g6
    `,
  );
});

test('p3 is not on the list of endpoints any more', () => {
  expectProblem(
    'gpu-driver-unknown',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { instances: { realtime: [ml.p3.2xlarge] } }',
    }),
    `
    marketplace.yaml:7:38: warning: AWS does not say which driver of NVIDIA ml.p3.2xlarge has in real-time endpoints [gpu-driver-unknown]
      inference: { instances: { realtime: [ml.p3.2xlarge] } }
                                           ^^^^^^^^^^^^^
      because: a driver that is too old for the CUDA of the image keeps the container from starting
      fix: try it in an account of yours, or take a type of p4d, p4de, g4dn, g5, p5, g6, g6e, p5e, p5en, p6-b200, p6-b300, g7 or g7e
    `,
  );
});

test('of g6e on endpoints the driver is known', () => {
  expectNoProblem(
    'gpu-driver-unknown',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { instances: { realtime: [ml.g6e.xlarge] } }',
    }),
  );
});

test('without CUDA the driver does not matter', () => {
  expectNoProblem(
    'gpu-driver-unknown',
    modelPackage({
      framework: 'framework: pytorch',
      inference: 'inference: { instances: { transform: [ml.g6e.xlarge] } }',
    }),
  );
});
