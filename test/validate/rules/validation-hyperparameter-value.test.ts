import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a value above the range is refused', () => {
  expectProblem(
    'validation-hyperparameter-value',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: rounds, type: integer, min: 1, max: 9, required: true }] }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv }, training: { output: s3://bucket/out/, hyperparameters: { rounds: "50" }, channels: { train: s3://bucket/train/ } } }',
    }),
    `
    marketplace.yaml:7:210: error: the validation sets \`rounds\` to "50", which is above its \`max\` of 9 [validation-hyperparameter-value]
      out/, hyperparameters: { rounds: "50" }, channels: { train: s3://bucket/train/ } } }
                                       ^^^^
      fix: give it a value that the algorithm itself would accept
      note: marketplace.yaml:6:86: declared here
    `,
  );
});

test('a value at its end is accepted', () => {
  expectNoProblem(
    'validation-hyperparameter-value',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: rounds, type: integer, min: 1, max: 9, required: true }] }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv }, training: { output: s3://bucket/out/, hyperparameters: { rounds: "9" }, channels: { train: s3://bucket/train/ } } }',
    }),
  );
});
