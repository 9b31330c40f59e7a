import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a Graviton machine is refused: it cannot run the image', () => {
  expectProblem(
    'instance-not-amd64',
    modelPackage({ inference: 'inference: { instances: { realtime: [ml.c7g.large] } }' }),
    `
    marketplace.yaml:7:38: error: \`inference.instances.realtime[0]\` is "ml.c7g.large", an ARM machine, and the image is linux/amd64 [instance-not-amd64]
      inference: { instances: { realtime: [ml.c7g.large] } }
                                           ^^^^^^^^^^^^
      because: AWS validates a product by a batch transform, and that runs on x86-64 alone
      fix: choose a type without a g behind the number, such as ml.m5.large or ml.g6.xlarge
    `,
  );
});

test('the processors of GB200 are ARM, and those of B200 are not', () => {
  const on = (type: string) =>
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: `inference: { instances: { realtime: [${type}] } }`,
    });
  expectProblem(
    'instance-not-amd64',
    on('ml.p6e-gb200.36xlarge'),
    `
    marketplace.yaml:7:38: error: \`inference.instances.realtime[0]\` is "ml.p6e-gb200.36xlarge", an ARM machine, and the image is linux/amd64 [instance-not-amd64]
      inference: { instances: { realtime: [ml.p6e-gb200.36xlarge] } }
                                           ^^^^^^^^^^^^^^^^^^^^^
      because: AWS validates a product by a batch transform, and that runs on x86-64 alone
      fix: choose a type without a g behind the number, such as ml.m5.large or ml.g6.xlarge
    `,
  );
  expectNoProblem('instance-not-amd64', on('ml.p6-b200.48xlarge'));
});

test('a GPU machine with a g in front of its number is accepted', () => {
  expectNoProblem(
    'instance-not-amd64',
    modelPackage({ inference: 'inference: { instances: { realtime: [ml.g5.xlarge] } }' }),
  );
});
