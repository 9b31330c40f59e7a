import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a channel name with a space is refused, and a safe one is offered', () => {
  expectProblem(
    'channel-name',
    algorithm({ training: 'training: { channels: [{ name: my data, contentTypes: [text/csv] }] }' }),
    `
    marketplace.yaml:6:32: error: the channel name "my data" has a character that SageMaker does not take [channel-name]
      training: { channels: [{ name: my data, contentTypes: [text/csv] }] }
                                     ^^^^^^^
      rule: a channel has 1 to 64 letters, digits, dots, hyphens and underscores
      fix: write "my-data"
    `,
  );
});

test('dots, hyphens and underscores are accepted', () => {
  expectNoProblem(
    'channel-name',
    algorithm({ training: 'training: { channels: [{ name: my-data_1.x, contentTypes: [text/csv] }] }' }),
  );
});
