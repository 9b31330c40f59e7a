import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  modelPackage,
  problemsOfCode,
} from '../../support/expect-problems.ts';

const code = 'language-not-of-framework';

test('a framework of Node.js has no handler in Python', () => {
  const inference = 'inference: { language: python }';
  expectProblem(
    code,
    modelPackage({ framework: 'framework: onnxruntime', inference }),
    `
    marketplace.yaml:7:24: error: \`inference.language\` is \`python\`, and ONNX Runtime has handlers in TypeScript alone [language-not-of-framework]
      inference: { language: python }
                             ^^^^^^
      fix: remove it, or choose a framework with handlers in Python, such as scikit-learn
      note: marketplace.yaml:3:12: the framework is set here
    `,
  );
});

test('a Flask app has no handler in TypeScript', () => {
  const inference = 'inference: { language: typescript }';
  expect(problemsOfCode(code, modelPackage({ framework: 'framework: flask', inference }))).toContain(
    '`inference.language` is `typescript`, and Flask has handlers in Python alone',
  );
});

test.each(['python', 'typescript'])('a framework of Python has both: %s', (language) => {
  const inference = `inference: { language: ${language} }`;
  expectNoProblem(code, modelPackage({ framework: 'framework: scikit-learn', inference }));
});
