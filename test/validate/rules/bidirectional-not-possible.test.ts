import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  modelPackage,
  ownImage,
  problemsOfCode,
  serverPackage,
} from '../../support/expect-problems.ts';

const code = 'bidirectional-not-possible';
const inference = 'inference: { bidirectional: true }';

test('Flask speaks no WebSocket', () => {
  expectProblem(
    code,
    modelPackage({ framework: 'framework: flask', inference }),
    `
    marketplace.yaml:7:29: error: \`inference.bidirectional\` is not possible here: Flask speaks no WebSocket [bidirectional-not-possible]
      inference: { bidirectional: true }
                                  ^^^^
      fix: remove it; or choose  framework: server  for a program that speaks it, or  framework: python  and write \`converse\`
      note: marketplace.yaml:3:12: the framework is set here
    `,
  );
});

test('an inference script has no function for it', () => {
  const entry = 'inference: { bidirectional: true, entry: code/inference.py }';
  const problems = problemsOfCode(code, modelPackage({ framework: 'framework: pytorch', inference: entry }));
  expect(problems).toContain('an inference script has no function for conversations');
  expect(problems).toContain('write `converse` in python/model.py');
});

test('everything else can', () => {
  for (const name of ['typescript', 'onnxruntime', 'scikit-learn', 'pytorch', 'python'])
    expectNoProblem(code, modelPackage({ framework: `framework: ${name}`, inference }));
  expectNoProblem(code, serverPackage({}, { inference }));
  expectNoProblem(code, ownImage({ inference }));
  expectNoProblem(
    code,
    modelPackage({ framework: 'framework: flask', inference: 'inference: { bidirectional: false }' }),
  );
});
