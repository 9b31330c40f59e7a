import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a Region whose registry nobody knows is refused', () => {
  expectProblem(
    'container-region',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
      upload: 'upload: { region: us-gov-west-1 }',
    }),
    `
    marketplace.yaml:7:19: error: \`upload.region\` is "us-gov-west-1", where this generator knows no registry of Deep Learning Containers [container-region]
      upload: { region: us-gov-west-1 }
                        ^^^^^^^^^^^^^
      fix: write one such as us-east-2, or an operating system as \`base\`
    `,
  );
});

test('a Region with an account of its own is accepted', () => {
  expectNoProblem(
    'container-region',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
      upload: 'upload: { region: eu-south-1 }',
    }),
  );
});
