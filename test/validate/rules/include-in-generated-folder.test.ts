import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const including = (...paths: readonly string[]) =>
  modelPackage({ include: `include: [${paths.map((path) => JSON.stringify(path)).join(', ')}]` });

test('code that lies among what is generated belongs beside the manifest, however its folder is spelled', () => {
  expectProblem(
    'include-in-generated-folder',
    including('Src/churnlib'),
    `
    marketplace.yaml:7:11: error: \`include\` has "Src/churnlib", and the generator has its own use for \`src\` [include-in-generated-folder]
      include: ["Src/churnlib"]
                ^^^^^^^^^^^^^^
      because: what an image needs of it is there without \`include\`, and the rest is not for buyers
      fix: move it beside the manifest, and write \`include: [churnlib]\`
    `,
  );
});

test('a whole folder that is generated, and a file, are in the image already', () => {
  expectProblem(
    'include-in-generated-folder',
    including('python', 'requirements.txt'),
    `
    marketplace.yaml:7:11: error: \`include\` has "python", and the generator has its own use for \`python\` [include-in-generated-folder]
      include: ["python", "requirements.txt"]
                ^^^^^^^^
      because: what an image needs of it is there without \`include\`, and the rest is not for buyers
      fix: remove it from \`include\`
    marketplace.yaml:7:21: error: \`include\` has "requirements.txt", and the generator has its own use for \`requirements.txt\` [include-in-generated-folder]
      include: ["python", "requirements.txt"]
                          ^^^^^^^^^^^^^^^^^^
      because: what an image needs of it is there without \`include\`, and the rest is not for buyers
      fix: remove it from \`include\`
    `,
  );
});

test.each(['churnlib', 'lib/src/rules.yaml', 'srclib', 'docs/README.md', 'test_data'])(
  '%s is accepted',
  (path) => {
    expectNoProblem('include-in-generated-folder', including(path));
  },
);
