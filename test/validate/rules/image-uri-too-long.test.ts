import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a repository that makes the training image’s address too long is refused', () => {
  expectProblem(
    'image-uri-too-long',
    algorithm({ upload: `upload: { repository: ${'r'.repeat(130)} }` }),
    `
    marketplace.yaml:7:23: error: \`upload.repository\` has 130 characters, which makes an image address of 256 [image-uri-too-long]
      upload: { repository: rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      rule: SageMaker takes 255 for account, Region us-east-2, repository with \`-training\` and digest together
      fix: bring it down to 129 characters or fewer
    `,
  );
});

test('a long name of a Region leaves less room', () => {
  expectProblem(
    'image-uri-too-long',
    modelPackage({ upload: `upload: { region: ap-southeast-2, repository: ${'r'.repeat(134)} }` }),
    `
    marketplace.yaml:7:47: error: \`upload.repository\` has 134 characters, which makes an image address of 256 [image-uri-too-long]
      ion: ap-southeast-2, repository: rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      rule: SageMaker takes 255 for account, Region ap-southeast-2, repository and digest together
      fix: bring it down to 133 characters or fewer
    `,
  );
});

test('the longest that fits is accepted, and one image for both roles has no ending', () => {
  expectNoProblem(
    'image-uri-too-long',
    algorithm({
      training: 'training: { channels: [{ name: train, contentTypes: [text/csv] }], image: combined }',
      upload: `upload: { repository: ${'r'.repeat(138)} }`,
    }),
  );
});

test('the name of a product always fits', () => {
  expectNoProblem('image-uri-too-long', modelPackage());
});
