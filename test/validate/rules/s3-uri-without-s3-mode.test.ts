import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('an address beside a bundled model is refused', () => {
  expectProblem(
    's3-uri-without-s3-mode',
    modelPackage({
      artifacts: 'artifacts: { mode: bundled, path: model, s3Uri: "s3://bucket/model.tar.gz" }',
    }),
    `
    marketplace.yaml:6:42: error: \`artifacts.s3Uri\` is given, and \`artifacts.mode\` is bundled [s3-uri-without-s3-mode]
      artifacts: { mode: bundled, path: model, s3Uri: "s3://bucket/model.tar.gz" }
                                               ^^^^^
      because: a bundled model is copied into the image, and nothing would be read from S3
      fix: remove \`s3Uri\`, or set \`mode\` to s3
      note: marketplace.yaml:6:20: the model is bundled here
    `,
  );
});

test('a model in S3 has one', () => {
  expectNoProblem(
    's3-uri-without-s3-mode',
    modelPackage({ artifacts: 'artifacts: { mode: s3, path: model, s3Uri: "s3://bucket/model.tar.gz" }' }),
  );
});
