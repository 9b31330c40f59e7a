import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  modelPackage,
  problemsOfCode,
} from '../../support/expect-problems.ts';

const code = 'framework-version-unknown';

test('what is no version is refused', () => {
  expectProblem(
    code,
    modelPackage({ framework: 'framework: { name: scikit-learn, version: "latest" }' }),
    `
    marketplace.yaml:3:43: error: \`framework.version\` is "latest", which is no version [framework-version-unknown]
      framework: { name: scikit-learn, version: "latest" }
                                                ^^^^^^^^
      fix: write "1.9", or leave the version out
    `,
  );
});

test('the version of plain TypeScript is the one of Node.js', () => {
  const yaml = modelPackage({ framework: 'framework: { name: typescript, version: "23" }' });
  expect(problemsOfCode(code, yaml)).toContain('is "23", and the catalogue has TypeScript 24');
});

test('Python itself has its version elsewhere', () => {
  const yaml = modelPackage({ framework: 'framework: { name: python, version: "3.12" }' });
  expect(problemsOfCode(code, yaml)).toContain('the version of Python itself is `framework.python`');
});

test.each(['1.9', '1.5.2', '0.24.2.post1', '1.6rc1', '2'])('%s is one', (version) => {
  expectNoProblem(
    code,
    modelPackage({ framework: `framework: { name: scikit-learn, version: "${version}" }` }),
  );
});

test.each(['>=1.5', '1.5.*', 'v1.5', '1.5 ', '1..5', '1.5; rm'])('%s is none', (version) => {
  const yaml = modelPackage({ framework: `framework: { name: scikit-learn, version: "${version}" }` });
  expect(problemsOfCode(code, yaml)).toContain('which is no version');
});
