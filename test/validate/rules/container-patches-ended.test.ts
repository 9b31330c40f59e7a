import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const on = (framework: string, container: string, tag: string) =>
  modelPackage({
    framework: `framework: ${framework}`,
    base: `base: { deepLearningContainer: ${container}, tag: ${tag} }`,
  });

test('a container that AWS does not patch any more is let through with a warning', () => {
  expectProblem(
    'container-patches-ended',
    on('pytorch', 'pytorch-inference', '2.6.0-gpu-py312-cu124-ubuntu22.04-sagemaker'),
    `
    marketplace.yaml:4:56: warning: AWS ended the patches of pytorch-inference 2.6.0-gpu-py312-cu124-ubuntu22.04-sagemaker on 2026-06-30 [container-patches-ended]
      base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-gpu-py312-cu124-ubuntu22.04-sagemaker }
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: AWS Marketplace refuses an image with a critical or high finding, and a finding in it stays
      fix: write  base: amazonlinux:2023  and  framework: { name: pytorch, accelerator: cuda }
    `,
  );
});

test('the container of TensorFlow 2.19 is one as well, and the one with the library is named', () => {
  expectProblem(
    'container-patches-ended',
    on('tensorflow', 'tensorflow-inference', '2.19.0-cpu-py312-ubuntu22.04-sagemaker'),
    `
    marketplace.yaml:4:59: warning: AWS ended the patches of tensorflow-inference 2.19.0-cpu-py312-ubuntu22.04-sagemaker on 2026-03-11 [container-patches-ended]
      base: { deepLearningContainer: tensorflow-inference, tag: 2.19.0-cpu-py312-ubuntu22.04-sagemaker }
                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: AWS Marketplace refuses an image with a critical or high finding, and a finding in it stays
      fix: use tensorflow-training 2.21.0-cpu-py312-amzn2023-sagemaker, which AWS patches until 2027-07-10
    `,
  );
});

test('the last day of the patches, and a container without a day, are no problem', () => {
  const code = 'container-patches-ended';
  const ended = on('pytorch', 'pytorch-inference', '2.6.0-cpu-py312-ubuntu22.04-sagemaker');
  expectNoProblem(code, ended, '2026-06-30');
  expectNoProblem(
    code,
    on('pytorch', 'huggingface-pytorch-inference', '2.6.0-transformers5.5.3-cpu-py312-ubuntu22.04'),
  );
});

test('where AWS patches none any more, a base that is a system is advised', () => {
  expectProblem(
    'container-patches-ended',
    on('pytorch', 'pytorch', '2.14.0-cpu-amzn2023-sagemaker'),
    `
    marketplace.yaml:4:46: warning: AWS ended the patches of pytorch 2.14.0-cpu-amzn2023-sagemaker on 2027-09-28 [container-patches-ended]
      base: { deepLearningContainer: pytorch, tag: 2.14.0-cpu-amzn2023-sagemaker }
                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: AWS Marketplace refuses an image with a critical or high finding, and a finding in it stays
      fix: use an operating system as \`base\`, where the framework comes with a Python of its own
    `,
    '2027-09-29',
  );
});
