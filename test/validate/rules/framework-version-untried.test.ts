import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  modelPackage,
  problemsOfCode,
} from '../../support/expect-problems.ts';

const code = 'framework-version-untried';
const of = (name: string, version: string) =>
  modelPackage({ framework: `framework: { name: ${name}, version: "${version}" }` });

test('a version that was not tried is a warning that names the nearest one', () => {
  expectProblem(
    code,
    of('scikit-learn', '1.5.2'),
    `
    marketplace.yaml:3:43: warning: listings of scikit-learn 1.5.2 were not tried; the nearest version that was is 1.7 [framework-version-untried]
      framework: { name: scikit-learn, version: "1.5.2" }
                                                ^^^^^^^
      because: the catalogue has scikit-learn 1.9 and 1.7, with all its packages pinned; of another version pip or npm chooses them
      fix: keep it if your model needs it, and rehearse the listing; otherwise write "1.7"
    `,
  );
});

test.each(['1.9', '1.7', '1.7.2'])('%s was tried', (version) => {
  expectNoProblem(code, of('scikit-learn', version));
});

test('packages of Node.js may have any version as well', () => {
  expect(problemsOfCode(code, of('onnxruntime', '1.22.0'))).toContain('the nearest version that was is 1.27');
});
