import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a hyperparameter that is declared twice is refused', () => {
  expectProblem(
    'hyperparameter-twice',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer }, { name: a, type: continuous }] }',
    }),
    `
    marketplace.yaml:6:122: error: the hyperparameter \`a\` is declared twice [hyperparameter-twice]
      ame: a, type: integer }, { name: a, type: continuous }] }
                                       ^
      fix: remove one of the two, or give it another name
      note: marketplace.yaml:6:94: first declared here
    `,
  );
});

test('names that differ in case are accepted', () => {
  expectNoProblem(
    'hyperparameter-twice',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer }, { name: A, type: integer }] }',
    }),
  );
});
