import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('another version of the framework than the container’s is refused', () => {
  expectProblem(
    'container-decides-version',
    modelPackage({
      framework: 'framework: { name: pytorch, version: "2.9" }',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
    }),
    `
    marketplace.yaml:3:38: error: \`framework.version\` is "2.9", and pytorch-inference 2.6.0-cpu-py312-ubuntu22.04-sagemaker has PyTorch 2.6.0 [container-decides-version]
      framework: { name: pytorch, version: "2.9" }
                                           ^^^^^
      because: the framework is in the container
      fix: remove \`version\`, or choose a tag of 2.9
    `,
  );
});

test('another Python is refused', () => {
  expectProblem(
    'container-decides-version',
    modelPackage({
      framework: 'framework: { name: pytorch, python: "3.11" }',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
    }),
    `
    marketplace.yaml:3:37: error: \`framework.python\` is "3.11", and pytorch-inference 2.6.0-cpu-py312-ubuntu22.04-sagemaker has Python 3.12 [container-decides-version]
      framework: { name: pytorch, python: "3.11" }
                                          ^^^^^^
      because: the container’s own Python runs the model
      fix: remove \`python\`, or choose a tag with Python 3.11
    `,
  );
});

test('a version and a Python that agree are accepted, however exact', () => {
  expectNoProblem(
    'container-decides-version',
    modelPackage({
      framework: 'framework: { name: pytorch, version: "2.6", python: "3.12" }',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
    }),
  );
});
