import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a required hyperparameter that is not set is refused', () => {
  expectProblem(
    'validation-hyperparameter-missing',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: rounds, type: integer, min: 1, max: 9, required: true }] }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv }, training: { output: s3://bucket/out/, channels: { train: s3://bucket/train/ } } }',
    }),
    `
    marketplace.yaml:7:145: error: \`rounds\` is required, and the validation does not set it [validation-hyperparameter-missing]
      t/out/, contentType: text/csv }, training: { output: s3://bucket/out/, channels: { train: s3://bucke
                                       ^^^^^^^^
      fix: add  hyperparameters: { rounds: "…" }  under \`validation.training\`
      note: marketplace.yaml:6:86: declared here
    `,
  );
});

test('one that is set is accepted', () => {
  expectNoProblem(
    'validation-hyperparameter-missing',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: rounds, type: integer, min: 1, max: 9, required: true }] }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv }, training: { output: s3://bucket/out/, hyperparameters: { rounds: "9" }, channels: { train: s3://bucket/train/ } } }',
    }),
  );
});
