import { expect, test } from 'vitest';
import { nextSteps } from '../../src/generate.ts';
import { kinds, resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

const commands = (yaml: string) => nextSteps(resolveText(yaml)).map(({ command }) => command);

test('a listing in TypeScript is started, tried and rehearsed by three commands', () => {
  expect(commands(modelPackage())).toEqual([
    'npm start',
    "curl --header 'Content-Type: text/csv' --data-binary @samples/text-csv.csv http://127.0.0.1:8080/invocations",
    'npm run rehearse',
  ]);
});

test.each([
  ['onnxruntime', 'npm install && npm start', 'put one .onnx file, under any name, into model/ first'],
  [
    'scikit-learn',
    'pip install -r requirements.txt && npm start',
    'put one .joblib or .pkl file, under any name, into model/ first',
  ],
  ['flask', 'pip install -r requirements.txt && scripts/local.sh serve', 'serves it'],
])('%s is started with its packages, and the model that it needs is named', (framework, command, does) => {
  const [first] = nextSteps(resolveText(modelPackage({ framework: `framework: ${framework}` })));
  expect(first?.command).toBe(command);
  expect(first?.does).toContain(does);
});

test('an algorithm is trained first, on data in the folder of its channel', () => {
  const [first] = nextSteps(resolveText(kinds['an algorithm with everything'] ?? ''));
  expect(first?.command).toMatch(/^npm run train && npm start$/);
  expect(first?.does).toContain('local/input/data/train/');
});
