import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('an image without a fixed tag is refused', () => {
  expectProblem(
    'base-image-syntax',
    modelPackage({ base: 'base: { os: ubuntu:18.04, image: registry.example.com/base:latest }' }),
    `
    marketplace.yaml:4:34: error: \`base.image\` is "registry.example.com/base:latest", which can be another image every day [base-image-syntax]
      base: { os: ubuntu:18.04, image: registry.example.com/base:latest }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: a build of the same release must give the same image
      fix: add the digest of the image: @sha256:…
    `,
  );
});

test('an image with a digest is accepted', () => {
  expectNoProblem(
    'base-image-syntax',
    modelPackage({
      base: 'base: { os: ubuntu:18.04, image: "registry.example.com/base@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }',
    }),
  );
});

test('what is no reference is refused', () => {
  expectProblem(
    'base-image-syntax',
    modelPackage({ base: 'base: { os: ubuntu:18.04, image: "My Image:1" }' }),
    `
    marketplace.yaml:4:34: error: \`base.image\` is "My Image:1", which is not an image reference [base-image-syntax]
      base: { os: ubuntu:18.04, image: "My Image:1" }
                                       ^^^^^^^^^^^^
      fix: write it as registry/repository:tag or registry/repository@sha256:…
    `,
  );
});
