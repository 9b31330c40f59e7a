import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a channel that is not declared is refused, and the nearest one is offered', () => {
  expectProblem(
    'validation-channel-unknown',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: rounds, type: integer, min: 1, max: 9, required: true }] }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv }, training: { output: s3://bucket/out/, hyperparameters: { rounds: "5" }, channels: { trian: s3://bucket/train/ } } }',
    }),
    `
    marketplace.yaml:7:229: error: the validation has data for the channel \`trian\`, which is not declared [validation-channel-unknown]
      rs: { rounds: "5" }, channels: { trian: s3://bucket/train/ } } }
                                       ^^^^^
      fix: rename it to \`train\`
    `,
  );
});

test('a declared one is accepted', () => {
  expectNoProblem(
    'validation-channel-unknown',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: rounds, type: integer, min: 1, max: 9, required: true }] }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv }, training: { output: s3://bucket/out/, hyperparameters: { rounds: "5" }, channels: { train: s3://bucket/train/ } } }',
    }),
  );
});
