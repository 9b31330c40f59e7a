import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a Python version is refused where the framework runs in Node.js', () => {
  expectProblem(
    'python-on-node-framework',
    modelPackage({ framework: 'framework: { name: typescript, python: "3.11" }' }),
    `
    marketplace.yaml:3:32: error: \`framework.python\` is given, and TypeScript runs in Node.js [python-on-node-framework]
      framework: { name: typescript, python: "3.11" }
                                     ^^^^^^
      fix: remove it, or choose a framework that runs in Python
    `,
  );
});

test('it is accepted on a Python framework', () => {
  expectNoProblem(
    'python-on-node-framework',
    modelPackage({ framework: 'framework: { name: lightgbm, python: "3.11" }' }),
  );
});
