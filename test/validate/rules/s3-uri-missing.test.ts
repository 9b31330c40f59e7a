import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a model in S3 without its address is refused', () => {
  expectProblem(
    's3-uri-missing',
    modelPackage({ artifacts: 'artifacts: { mode: s3, path: model }' }),
    `
    marketplace.yaml:6:20: error: \`artifacts.mode\` is s3, and \`artifacts.s3Uri\` is missing [s3-uri-missing]
      artifacts: { mode: s3, path: model }
                         ^^
      because: the request names the archive that SageMaker unpacks into /opt/ml/model
      fix: add \`s3Uri: s3://bucket/model.tar.gz\` under \`artifacts\`, or set \`mode\` to bundled
    `,
  );
});

test('a bundled model needs no address', () => {
  expectNoProblem('s3-uri-missing', modelPackage());
});

test('a model in S3 with its address is accepted', () => {
  expectNoProblem(
    's3-uri-missing',
    modelPackage({ artifacts: 'artifacts: { mode: s3, path: model, s3Uri: "s3://bucket/model.tar.gz" }' }),
  );
});
