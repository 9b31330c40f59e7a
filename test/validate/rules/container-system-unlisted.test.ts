import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a container on a system that Marketplace does not list gets a warning with one that it does', () => {
  expectProblem(
    'container-system-unlisted',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
    }),
    `
    marketplace.yaml:4:56: warning: the container runs on Ubuntu 22.04, which AWS Marketplace does not list for images [container-system-unlisted]
      base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: AWS names these containers as a starting point for sellers, and has a separate list of operating systems; it does not say which of the two its review uses. ECR scans it.
      fix: ask AWS Marketplace before you publish, or use what is listed: pytorch 2.14.0-cpu-amzn2023-sagemaker or an operating system as \`base\`
    `,
  );
});

test('a tag that does not say its system gets it too', () => {
  expectProblem(
    'container-system-unlisted',
    modelPackage({
      framework: 'framework: tensorflow',
      base: 'base: { deepLearningContainer: tensorflow-training, tag: 2.19.0-cpu-py312 }',
    }),
    `
    marketplace.yaml:4:58: warning: the tag does not say which system the container runs on, and AWS Marketplace lists few for images [container-system-unlisted]
      base: { deepLearningContainer: tensorflow-training, tag: 2.19.0-cpu-py312 }
                                                               ^^^^^^^^^^^^^^^^
      because: AWS names these containers as a starting point for sellers, and has a separate list of operating systems; it does not say which of the two its review uses
      fix: ask AWS Marketplace before you publish, or use what is listed: tensorflow-training 2.21.0-cpu-py312-amzn2023-sagemaker or an operating system as \`base\`
    `,
  );
});

test('a container on Amazon Linux 2023 is accepted', () => {
  expectNoProblem(
    'container-system-unlisted',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch, tag: 2.14.0-cpu-amzn2023-sagemaker }',
    }),
  );
});
