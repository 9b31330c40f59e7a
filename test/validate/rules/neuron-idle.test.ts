import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('the chips of AWS need a build of their own', () => {
  expectProblem(
    'neuron-idle',
    modelPackage({
      framework: 'framework: pytorch',
      inference: 'inference: { instances: { realtime: [ml.inf2.xlarge, ml.trn1.2xlarge] } }',
    }),
    `
    marketplace.yaml:7:38: warning: the image does not use the chips of ml.inf2.xlarge and ml.trn1.2xlarge [neuron-idle]
      inference: { instances: { realtime: [ml.inf2.xlarge, ml.trn1.2xlarge] } }
                                           ^^^^^^^^^^^^^^
      because: they need a build for AWS’s Neuron SDK, which this generator does not install, and buyers pay for what is idle
      fix: write types such as ml.m5.large, or types with a GPU and  accelerator: cuda  in \`framework\`
    `,
  );
});

test('other types have no such chips', () => {
  expectNoProblem(
    'neuron-idle',
    modelPackage({
      framework: 'framework: pytorch',
      inference: 'inference: { instances: { realtime: [ml.m5.large] } }',
    }),
  );
});
