import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a required channel without data is refused', () => {
  expectProblem(
    'validation-channel-missing',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: rounds, type: integer, min: 1, max: 9, required: true }] }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv }, training: { output: s3://bucket/out/, hyperparameters: { rounds: "5" }, channels: { other: s3://bucket/train/ } } }',
    }),
    `
    marketplace.yaml:7:217: error: the channel \`train\` is required, and the validation has no data for it [validation-channel-missing]
      yperparameters: { rounds: "5" }, channels: { other: s3://bucket/train/ } } }
                                       ^^^^^^^^
      fix: add  train: s3://bucket/train/ , or make the channel \`required: false\`
      note: marketplace.yaml:6:24: declared here
    `,
  );
});

test('a misspelt one has its own message', () => {
  expectNoProblem(
    'validation-channel-missing',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: rounds, type: integer, min: 1, max: 9, required: true }] }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv }, training: { output: s3://bucket/out/, hyperparameters: { rounds: "5" }, channels: { trian: s3://bucket/train/ } } }',
    }),
  );
});
