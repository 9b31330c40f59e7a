import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('two channels that would become one variable are refused', () => {
  expectProblem(
    'channel-twice',
    algorithm({
      training:
        'training: { channels: [{ name: a-b, contentTypes: [text/csv] }, { name: a_b, contentTypes: [text/csv] }] }',
    }),
    `
    marketplace.yaml:6:73: error: two channels become the variable SM_CHANNEL_A_B [channel-twice]
      tentTypes: [text/csv] }, { name: a_b, contentTypes: [text/csv] }] }
                                       ^^^
      fix: give one of them another name
      note: marketplace.yaml:6:32: the other channel
    `,
  );
});

test('two names that stay apart are accepted', () => {
  expectNoProblem(
    'channel-twice',
    algorithm({
      training:
        'training: { channels: [{ name: a, contentTypes: [text/csv] }, { name: b, contentTypes: [text/csv] }] }',
    }),
  );
});
