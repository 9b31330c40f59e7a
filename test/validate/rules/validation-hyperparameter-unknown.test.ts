import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a hyperparameter that is not declared is refused', () => {
  expectProblem(
    'validation-hyperparameter-unknown',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: rounds, type: integer, min: 1, max: 9, required: true }] }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv }, training: { output: s3://bucket/out/, hyperparameters: { rounds: "5", depth: "1" }, channels: { train: s3://bucket/train/ } } }',
    }),
    `
    marketplace.yaml:7:215: error: the validation sets the hyperparameter \`depth\`, which is not declared [validation-hyperparameter-unknown]
       hyperparameters: { rounds: "5", depth: "1" }, channels: { train: s3://bucket/train/ } } }
                                       ^^^^^
      fix: remove it, or declare it under \`training.hyperparameters\`
    `,
  );
});

test('a declared one is accepted', () => {
  expectNoProblem(
    'validation-hyperparameter-unknown',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: rounds, type: integer, min: 1, max: 9, required: true }] }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv }, training: { output: s3://bucket/out/, hyperparameters: { rounds: "5" }, channels: { train: s3://bucket/train/ } } }',
    }),
  );
});
