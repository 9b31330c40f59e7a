import { expect, test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const withEntry = (entry: string) =>
  algorithm({
    framework: 'framework: scikit-learn',
    training: `training: { channels: [{ name: train, contentTypes: [text/csv] }], entry: ${entry} }`,
  });

test('a module is refused, which the toolkit would start by its name', () => {
  expectProblem(
    'entry-not-a-script',
    withEntry('pack.fit'),
    `
    marketplace.yaml:6:75: error: \`training.entry\` is "pack.fit", which is neither a Python script nor a shell script [entry-not-a-script]
      training: { channels: [{ name: train, contentTypes: [text/csv] }], entry: pack.fit }
                                                                                ^^^^^^^^
      rule: a name that ends with .py is run with python3, one that ends with .sh by a shell, and one without an ending by the program behind #! in its first line
      fix: name the file that trains, as in  entry: train.py ; a module is started from a shell script
    `,
  );
});

test.each(['train.py', 'code/fit model.py', 'run.sh', 'train', 'code/fit model'])(
  '%s is a script',
  (entry) => {
    expectNoProblem('entry-not-a-script', withEntry(entry));
  },
);

test.each(['.train', 'train.PY', 'code/.py', 'train.ipynb', 'train.py/'])('%s is none', (entry) => {
  expect(() => expectNoProblem('entry-not-a-script', withEntry(entry))).toThrow();
});

test('an inference script is imported by its name', () => {
  expectProblem(
    'entry-not-a-script',
    modelPackage({ framework: 'framework: scikit-learn', inference: 'inference: { entry: code/serve.sh }' }),
    `
    marketplace.yaml:7:21: error: \`inference.entry\` is "code/serve.sh", which is not a Python script [entry-not-a-script]
      inference: { entry: code/serve.sh }
                          ^^^^^^^^^^^^^
      rule: Python imports it by its name, so it ends with .py and has no other dot in it
      fix: name the file that predicts, as in  entry: inference.py
    `,
  );
  for (const entry of ['inference.py', 'code/my-inference.py'])
    expectNoProblem(
      'entry-not-a-script',
      modelPackage({ framework: 'framework: scikit-learn', inference: `inference: { entry: ${entry} }` }),
    );
});
