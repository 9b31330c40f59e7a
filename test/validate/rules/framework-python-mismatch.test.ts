import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  modelPackage,
  problemsOfCode,
} from '../../support/expect-problems.ts';

const code = 'framework-python-mismatch';
const on = (python: string) =>
  modelPackage({ framework: `framework: { name: scikit-learn, version: "1.9", python: "${python}" }` });

test('a Python that the runtime does not run on is refused', () => {
  expectProblem(
    code,
    on('3.7'),
    `
    marketplace.yaml:3:58: error: \`framework.python\` is "3.7", and a listing needs 3.10 or newer [framework-python-mismatch]
      framework: { name: scikit-learn, version: "1.9", python: "3.7" }
                                                               ^^^^^
      fix: write "3.11", or leave \`python\` out
    `,
  );
});

test.each(['3.11.4', '2.7', 'python3', '3'])('%s is no version', (python) => {
  expect(problemsOfCode(code, on(python))).toContain('which is no version of Python 3 such as "3.12"');
});

test.each(['3.10', '3.11', '3.14'])('%s is accepted', (python) => {
  expectNoProblem(code, on(python));
});
