import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a model in S3 that is not a gzip-compressed tar is refused', () => {
  expectProblem(
    'artifact-not-tar-gz',
    modelPackage({ artifacts: 'artifacts: { mode: s3, path: model, s3Uri: "s3://bucket/model.zip" }' }),
    `
    marketplace.yaml:6:44: error: \`artifacts.s3Uri\` is "s3://bucket/model.zip", which does not end in .tar.gz [artifact-not-tar-gz]
      artifacts: { mode: s3, path: model, s3Uri: "s3://bucket/model.zip" }
                                                 ^^^^^^^^^^^^^^^^^^^^^^^
      rule: SageMaker takes the artifacts of a model package only as one gzip-compressed tar file
      fix: name the file model.tar.gz; the upload script packs \`artifacts.path\` into it
    `,
  );
});

test('an archive under any name and folder is accepted', () => {
  expectNoProblem(
    'artifact-not-tar-gz',
    modelPackage({
      artifacts: 'artifacts: { mode: s3, path: model, s3Uri: "s3://bucket/v1/churn-1.tar.gz" }',
    }),
  );
});
