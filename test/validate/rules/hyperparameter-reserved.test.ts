import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a name that the SDK uses itself is refused', () => {
  expectProblem(
    'hyperparameter-reserved',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: sagemaker_program, type: free-text }] }',
    }),
    `
    marketplace.yaml:6:94: error: the hyperparameter \`sagemaker_program\` has a name that SageMaker uses itself [hyperparameter-reserved]
      v] }], hyperparameters: [{ name: sagemaker_program, type: free-text }] }
                                       ^^^^^^^^^^^^^^^^^
      because: tuning jobs add _tuning_objective_metric, and the SDK adds names that begin with sagemaker_
      fix: give it another name
    `,
  );
});

test('a name that only looks like it is accepted', () => {
  expectNoProblem(
    'hyperparameter-reserved',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: my_sagemaker_program, type: free-text }] }',
    }),
  );
});
