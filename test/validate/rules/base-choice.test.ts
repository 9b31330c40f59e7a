import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('an operating system together with a container is refused', () => {
  expectProblem(
    'base-choice',
    modelPackage({ base: 'base: { os: ubuntu:18.04, deepLearningContainer: pytorch-inference, tag: x }' }),
    `
    marketplace.yaml:4:1: error: \`base\` has \`os\` and \`deepLearningContainer\`, which belong to two kinds of base [base-choice]
      base: { os: ubuntu:18.04, deepLearningContainer: pytorch-inference, tag: x }
      ^^^^
      fix: write  base: { os: amazonlinux:2023 }  or  base: { deepLearningContainer: pytorch-inference, tag: … }
    `,
  );
});

test('either alone is accepted', () => {
  expectNoProblem(
    'base-choice',
    modelPackage({ base: 'base: { deepLearningContainer: pytorch-inference, tag: x }' }),
  );
});

test('a container without a tag is refused', () => {
  expectProblem(
    'base-choice',
    modelPackage({ base: 'base: { deepLearningContainer: pytorch-inference }' }),
    `
    marketplace.yaml:4:1: error: \`base\` needs both \`deepLearningContainer\` and its \`tag\` [base-choice]
      base: { deepLearningContainer: pytorch-inference }
      ^^^^
      fix: write  base: { os: amazonlinux:2023 }  or  base: { deepLearningContainer: pytorch-inference, tag: … }
    `,
  );
});

test('a base that names nothing is refused', () => {
  expectProblem(
    'base-choice',
    modelPackage({ base: 'base: { packages: [libgomp1] }' }),
    `
    marketplace.yaml:4:1: error: \`base\` names no operating system [base-choice]
      base: { packages: [libgomp1] }
      ^^^^
      fix: write  base: { os: amazonlinux:2023 }  or  base: { deepLearningContainer: pytorch-inference, tag: … }
    `,
  );
});
