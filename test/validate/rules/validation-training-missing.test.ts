import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const validation =
  "validation:\n  role: arn:aws:iam::123456789012:role/v\n  transform: { input: 's3://bucket/in/', output: 's3://bucket/out/', contentType: text/csv }";

test('the validation of an algorithm without a training job is refused', () => {
  expectProblem(
    'validation-training-missing',
    algorithm({ validation }),
    `
    marketplace.yaml:7:1: error: \`validation.training\` is missing, and \`product.type\` is algorithm [validation-training-missing]
      validation:
      ^^^^^^^^^^
      because: AWS first trains the algorithm on your test data, then runs a batch transform on the result
      fix: add \`training: { channels: { train: s3://bucket/train/ }, output: s3://bucket/out/ }\` under \`validation\`
    `,
  );
});

test('a model package is validated without one', () => {
  expectNoProblem('validation-training-missing', modelPackage({ validation }));
});

test('an algorithm without any validation has nothing missing', () => {
  expectNoProblem('validation-training-missing', algorithm());
});
