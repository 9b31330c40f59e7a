import { expect, test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  modelPackage,
  problemsOfCode,
} from '../../support/expect-problems.ts';

test('a path that could be shorter is refused, and the short form is offered', () => {
  expectProblem(
    'path-not-plain',
    modelPackage({ artifacts: 'artifacts: { mode: bundled, path: ./model/ }' }),
    `
    marketplace.yaml:6:35: error: \`artifacts.path\` is "./model/", which is not a plain path such as \`a/b\` [path-not-plain]
      artifacts: { mode: bundled, path: ./model/ }
                                        ^^^^^^^^
      fix: write \`model\`
    `,
  );
});

test('the listing itself cannot be the model', () => {
  expectProblem(
    'path-not-plain',
    modelPackage({ artifacts: 'artifacts: { mode: bundled, path: . }' }),
    `
    marketplace.yaml:6:35: error: \`artifacts.path\` is ".", which is not a plain path such as \`a/b\` [path-not-plain]
      artifacts: { mode: bundled, path: . }
                                        ^
      fix: name a file or folder inside the listing
    `,
  );
});

test('a back-slash and a control character are refused', () => {
  expectProblem(
    'path-not-plain',
    modelPackage({ regenerate: 'regenerate: { keep: ["src\\\\x.ts", "a\\tb"] }' }),
    `
    marketplace.yaml:7:22: error: \`regenerate.keep[0]\` is "src\\\\x.ts", which is not a plain path such as \`a/b\` [path-not-plain]
      regenerate: { keep: ["src\\\\x.ts", "a\\tb"] }
                           ^^^^^^^^^^^
      fix: write \`src/x.ts\`
    marketplace.yaml:7:35: error: \`regenerate.keep[1]\` has a tab in it [path-not-plain]
      regenerate: { keep: ["src\\\\x.ts", "a\\tb"] }
                                        ^^^^^^
      because: a path is used in the Dockerfile, in .dockerignore and in scripts, and this is special in one of them
      fix: rename the file or folder, and write its name without that character
    `,
  );
});

test('spaces and other scripts are accepted', () => {
  expectNoProblem('path-not-plain', modelPackage({ regenerate: 'regenerate: { keep: [my notes/予測.md] }' }));
});

test('a path that leads out of the listing is reported as that alone', () => {
  expectNoProblem(
    'path-not-plain',
    modelPackage({ artifacts: 'artifacts: { mode: bundled, path: "..\\\\model" }' }),
  );
});

test('a character that an ignore file reads specially is refused', () => {
  expect(
    problemsOfCode(
      'path-not-plain',
      modelPackage({ artifacts: 'artifacts: { mode: bundled, path: "a*b" }' }),
    ),
  ).toContain('`artifacts.path` has * in it');
});

test('an address in S3 is no folder', () => {
  expectProblem(
    'path-not-plain',
    modelPackage({
      artifacts: 'artifacts: { mode: s3, path: s3://bucket/model.tar.gz, s3Uri: s3://bucket/model.tar.gz }',
    }),
    `
    marketplace.yaml:6:30: error: \`artifacts.path\` is an address in S3, and a folder of the listing belongs here [path-not-plain]
      artifacts: { mode: s3, path: s3://bucket/model.tar.gz, s3Uri: s3://bucket/model.tar.gz }
                                   ^^^^^^^^^^^^^^^^^^^^^^^^
      fix: write the folder that holds the model on your machine, and the address as \`s3Uri\` with \`mode: s3\`
    `,
  );
});
