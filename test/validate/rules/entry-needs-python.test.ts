import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

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

test('a script that predicts is refused where TypeScript or a Flask app does', () => {
  const inference = 'inference: { entry: predict.py }';
  expectProblem(
    'entry-needs-python',
    modelPackage({ inference }),
    `
    marketplace.yaml:7:21: error: \`inference.entry\` names a script, and typescript predicts in TypeScript [entry-needs-python]
      inference: { entry: predict.py }
                          ^^^^^^^^^^
      fix: remove it and write src/inference.ts, or choose a framework that runs in Python
      note: marketplace.yaml:3:12: the framework is set here
    `,
  );
  expectProblem(
    'entry-needs-python',
    modelPackage({ framework: 'framework: flask', inference }),
    `
    marketplace.yaml:7:21: error: \`inference.entry\` names a script, and with Flask web_app_serve.py answers [entry-needs-python]
      inference: { entry: predict.py }
                          ^^^^^^^^^^
      fix: remove it, or choose the framework of the model, or  framework: python
      note: marketplace.yaml:3:12: the framework is set here
    `,
  );
  expectProblem(
    'entry-needs-python',
    modelPackage({
      framework: 'framework: xgboost',
      inference: 'inference: { entry: predict.py, language: typescript }',
    }),
    `
    marketplace.yaml:7:21: error: \`inference.entry\` names a script in Python, and the language of the handler is TypeScript [entry-needs-python]
      inference: { entry: predict.py, language: typescript }
                          ^^^^^^^^^^
      fix: remove  language: typescript , or the script
      note: marketplace.yaml:7:43: the language is set here
    `,
  );
});

test('a Python framework runs it', () => {
  const inference = 'inference: { entry: predict.py }';
  expectNoProblem('entry-needs-python', modelPackage({ framework: 'framework: xgboost', inference }));
  expectNoProblem(
    'entry-needs-python',
    algorithm({
      framework: 'framework: scikit-learn',
      training: 'training: { channels: [{ name: train, contentTypes: [text/csv] }], entry: train.py }',
    }),
  );
});
