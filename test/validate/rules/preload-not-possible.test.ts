import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  modelPackage,
  problemsOfCode,
} from '../../support/expect-problems.ts';

const code = 'preload-not-possible';
const preloading = (framework: string, more = '') =>
  modelPackage({ framework: `framework: ${framework}`, inference: `inference: { preload: true${more} }` });

test('TensorFlow has threads that a fork would miss', () => {
  expectProblem(
    code,
    preloading('tensorflow'),
    `
    marketplace.yaml:7:23: error: \`inference.preload\` is not possible here: TensorFlow starts threads when it loads a model, and they would be missing in the workers [preload-not-possible]
      inference: { preload: true }
                            ^^^^
      fix: remove it, and set \`inference.workers\` to a number of models that the memory holds
      note: marketplace.yaml:3:12: the framework is set here
    `,
  );
});

test('CUDA does not work in a fork', () => {
  expect(problemsOfCode(code, preloading('{ name: pytorch, accelerator: cuda }'))).toContain(
    'CUDA does not work in a fork',
  );
});

test('Node.js does not fork', () => {
  expect(problemsOfCode(code, preloading('onnxruntime'))).toContain('runs in Node.js, which cannot fork');
});

test('behind a handler in TypeScript, each worker has its own Python', () => {
  expect(problemsOfCode(code, preloading('scikit-learn', ', language: typescript'))).toContain(
    'each worker starts a Python of its own',
  );
});

test.each(['scikit-learn', 'xgboost', 'lightgbm', 'pytorch', 'transformers', 'python', 'flask'])(
  '%s can',
  (framework) => {
    expectNoProblem(code, preloading(framework));
  },
);

test('no other framework is asked', () => {
  expectNoProblem(
    code,
    modelPackage({ framework: 'framework: tensorflow', inference: 'inference: { preload: false }' }),
  );
});
