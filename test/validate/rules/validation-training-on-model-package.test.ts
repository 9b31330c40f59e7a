import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const validation =
  "validation:\n  role: arn:aws:iam::123456789012:role/v\n  transform: { input: 's3://bucket/in/', output: 's3://bucket/out/', contentType: text/csv }\n  training: { channels: { train: 's3://bucket/train/' }, output: 's3://bucket/out/' }";

test('a training job in the validation of a model package is refused', () => {
  expectProblem(
    'validation-training-on-model-package',
    modelPackage({ validation }),
    `
    marketplace.yaml:10:3: error: \`validation.training\` is given, and \`product.type\` is model-package [validation-training-on-model-package]
        training: { channels: { train: 's3://bucket/train/' }, output: 's3://bucket/out/' }
        ^^^^^^^^
      because: AWS validates a model package by one batch transform job, without any training
      fix: remove \`validation.training\`
      note: marketplace.yaml:2:18: the product is a model package
    `,
  );
});

test('an algorithm has one', () => {
  expectNoProblem('validation-training-on-model-package', algorithm({ validation }));
});
