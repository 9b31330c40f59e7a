import { test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  modelPackage,
  ownImage,
  serverPackage,
} from '../../support/expect-problems.ts';

test('the build for processors on types with a GPU is told, with the way to the other one', () => {
  expectProblem(
    'gpu-idle',
    modelPackage({
      framework: 'framework: pytorch',
      inference:
        'inference: { instances: { realtime: [ml.m5.large, ml.g5.xlarge], transform: [ml.p3.2xlarge, ml.g5.xlarge] } }',
    }),
    `
    marketplace.yaml:7:51: warning: the image does not use the GPU of ml.g5.xlarge and ml.p3.2xlarge [gpu-idle]
      ances: { realtime: [ml.m5.large, ml.g5.xlarge], transform: [ml.p3.2xlarge, ml.g5.xlarge] } }
                                       ^^^^^^^^^^^^
      because: nothing of it is built for CUDA, and buyers pay for what is idle
      fix: take types without a GPU such as ml.m5.large, or write  framework: { name: pytorch, accelerator: cuda }
    `,
  );
});

test('a framework that has no build for CUDA points to plain Python', () => {
  expectProblem(
    'gpu-idle',
    modelPackage({
      framework: 'framework: scikit-learn',
      inference: 'inference: { instances: { realtime: [ml.g5.xlarge] } }',
    }),
    `
    marketplace.yaml:7:38: warning: the image does not use the GPU of ml.g5.xlarge [gpu-idle]
      inference: { instances: { realtime: [ml.g5.xlarge] } }
                                           ^^^^^^^^^^^^
      because: nothing of it is built for CUDA, and buyers pay for what is idle
      fix: take types without a GPU such as ml.m5.large, or write  framework: { name: python, accelerator: cuda }
    `,
  );
});

test('a container for processors does not use a GPU either', () => {
  expectProblem(
    'gpu-idle',
    modelPackage({
      framework: 'framework: tensorflow',
      base: 'base: { deepLearningContainer: tensorflow-training, tag: 2.21.0-cpu-py312-amzn2023-sagemaker }',
      inference: 'inference: { instances: { realtime: [ml.g5.xlarge] } }',
    }),
    `
    marketplace.yaml:7:38: warning: the image does not use the GPU of ml.g5.xlarge [gpu-idle]
      inference: { instances: { realtime: [ml.g5.xlarge] } }
                                           ^^^^^^^^^^^^
      because: the container is made for processors, and buyers pay for what is idle
      fix: take types without a GPU such as ml.m5.large, or use tensorflow-training 2.21.0-gpu-py312-cu129-amzn2023-sagemaker, which AWS patches until 2027-07-10
    `,
  );
});

test('the build for CUDA uses it', () => {
  expectNoProblem(
    'gpu-idle',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { instances: { realtime: [ml.g5.xlarge] } }',
    }),
  );
});

test('a container for GPUs uses it', () => {
  expectNoProblem(
    'gpu-idle',
    modelPackage({
      framework: 'framework: tensorflow',
      base: 'base: { deepLearningContainer: tensorflow-training, tag: 2.21.0-gpu-py312-cu129-amzn2023-sagemaker }',
      inference: 'inference: { instances: { realtime: [ml.g5.xlarge] } }',
    }),
  );
});

test('nobody knows what an image of the seller’s own uses', () => {
  expectNoProblem(
    'gpu-idle',
    ownImage({ inference: 'inference: { instances: { realtime: [ml.g5.xlarge] } }' }),
  );
});

test('what a program of the seller uses is not known', () => {
  expectNoProblem(
    'gpu-idle',
    serverPackage({}, { inference: 'inference: { instances: { realtime: [ml.g5.xlarge] } }' }),
  );
});
