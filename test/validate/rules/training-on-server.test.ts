import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

const code = 'training-on-server';
const members = {
  framework: 'framework: server',
  server: 'server: { command: [./predictor], port: 8000, ready: /health, invocations: /predict }',
};
const channels = 'channels: [{ name: train, contentTypes: [text/csv] }]';

test('an algorithm whose program answers needs a script that trains', () => {
  expectProblem(
    code,
    algorithm({ ...members, training: `training: { ${channels} }` }),
    `
    marketplace.yaml:6:1: error: \`framework\` is server, and \`training.entry\` is missing [training-on-server]
      training: { channels: [{ name: train, contentTypes: [text/csv] }] }
      ^^^^^^^^
      because: the program answers calls, and does not train
      fix: name the script that trains, as in  entry: code/train.py
      note: marketplace.yaml:3:12: the framework is set here
    `,
  );
});

test('with one it is fine', () => {
  expectNoProblem(
    code,
    algorithm({ ...members, training: `training: { ${channels}, entry: code/train.py }` }),
  );
});
