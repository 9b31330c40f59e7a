import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a script is refused where training runs in Node.js', () => {
  expectProblem(
    'entry-needs-python',
    algorithm({
      training: 'training: { channels: [{ name: train, contentTypes: [text/csv] }], entry: train.py }',
    }),
    `
    marketplace.yaml:6:75: error: \`training.entry\` names a script, and typescript trains in TypeScript [entry-needs-python]
      training: { channels: [{ name: train, contentTypes: [text/csv] }], entry: train.py }
                                                                                ^^^^^^^^
      fix: remove it and write src/training.ts, or choose a framework that runs in Python
      note: marketplace.yaml:3:12: the framework is set here
    `,
  );
});

test('a Python framework runs it', () => {
  expectNoProblem(
    'entry-needs-python',
    algorithm({
      framework: 'framework: scikit-learn',
      training: 'training: { channels: [{ name: train, contentTypes: [text/csv] }], entry: train.py }',
    }),
  );
});
