import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const code = 'framework-python-untried';
const of = (words: string) => modelPackage({ framework: `framework: { name: scikit-learn, ${words} }` });

test('a Python that a version was not tried on is a warning', () => {
  expectProblem(
    code,
    of('version: "1.9", python: "3.14"'),
    `
    marketplace.yaml:3:58: warning: listings of scikit-learn 1.9 were not tried on Python 3.14 [framework-python-untried]
      framework: { name: scikit-learn, version: "1.9", python: "3.14" }
                                                               ^^^^^^
      because: its packages in the catalogue were chosen for Python 3.11, 3.12 and 3.13; others may have no wheel for it
      fix: keep it if your model needs it, and build the image to see; otherwise write "3.11"
    `,
  );
});

test.each(['python: "3.12"', 'version: "1.7", python: "3.10"', 'version: "1.6.1", python: "3.10"'])(
  '%s was tried, or is near to what was',
  (words) => {
    expectNoProblem(code, of(words));
  },
);
