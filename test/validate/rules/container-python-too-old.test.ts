import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const on = (tag: string) =>
  modelPackage({
    framework: 'framework: pytorch',
    base: `base: { deepLearningContainer: pytorch-inference, tag: ${tag} }`,
  });

test('a container whose Python is older than what a listing runs is refused', () => {
  expectProblem(
    'container-python-too-old',
    on('1.12.1-cpu-py38-ubuntu20.04-sagemaker'),
    `
    marketplace.yaml:4:56: error: the Deep Learning Container 1.12.1-cpu-py38-ubuntu20.04-sagemaker has Python 3.8, and a listing needs 3.10 or newer [container-python-too-old]
      base: { deepLearningContainer: pytorch-inference, tag: 1.12.1-cpu-py38-ubuntu20.04-sagemaker }
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: use a newer tag, such as 2.14.0-cpu-amzn2023-sagemaker of pytorch
    `,
  );
});

test('the oldest Python that runs it is accepted', () => {
  expectNoProblem('container-python-too-old', on('2.0.1-cpu-py310-ubuntu20.04-sagemaker'));
});
