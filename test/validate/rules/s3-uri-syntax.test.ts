import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

/** A validation that reads test data from one S3 location and writes results to another. */
function validation(input: string, output: string): string {
  return `validation:\n  role: arn:aws:iam::123456789012:role/v\n  transform: { input: '${input}', output: '${output}', contentType: text/csv }`;
}

test('a web address is refused, and its S3 form is offered', () => {
  expectProblem(
    's3-uri-syntax',
    modelPackage({
      artifacts:
        'artifacts: { mode: s3, path: model, s3Uri: "https://churn.s3.us-east-2.amazonaws.com/v1/model.tar.gz" }',
    }),
    `
    marketplace.yaml:6:44: error: \`artifacts.s3Uri\` is "https://churn.s3.us-east-2.amazonaws.com/v1/model.tar.gz", which is not of the form s3://bucket/key [s3-uri-syntax]
       { mode: s3, path: model, s3Uri: "https://churn.s3.us-east-2.amazonaws.com/v1/model.tar.gz" }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: write it as \`s3://churn/v1/model.tar.gz\`
    `,
  );
});

test('a bucket that cannot exist is refused', () => {
  expectProblem(
    's3-uri-syntax',
    modelPackage({ validation: validation('s3://My_Bucket/in/', 's3://bucket/out/') }),
    `
    marketplace.yaml:9:23: error: \`validation.transform.input\` is "s3://My_Bucket/in/", and "My_Bucket" cannot be the name of a bucket [s3-uri-syntax]
        transform: { input: 's3://My_Bucket/in/', output: 's3://bucket/out/', contentType: text/csv }
                            ^^^^^^^^^^^^^^^^^^^^
      rule: a bucket has 3 to 63 lower-case letters, digits, - and . with a letter or digit at each end
      fix: put the name of your bucket right after s3://
    `,
  );
});

test('a model without a name in its bucket is refused', () => {
  expectProblem(
    's3-uri-syntax',
    modelPackage({ artifacts: 'artifacts: { mode: s3, path: model, s3Uri: "s3://model.tar.gz" }' }),
    `
    marketplace.yaml:6:44: error: \`artifacts.s3Uri\` is "s3://model.tar.gz", which is a bucket without a file in it [s3-uri-syntax]
      artifacts: { mode: s3, path: model, s3Uri: "s3://model.tar.gz" }
                                                 ^^^^^^^^^^^^^^^^^^^
      fix: add the name of the file: \`s3://bucket/model.tar.gz\`
    `,
  );
});

test('the test data of a channel and the places of the results are checked as well', () => {
  expectProblem(
    's3-uri-syntax',
    algorithm({
      validation: `${validation('s3://bucket/in/', 'out')}\n  training: { channels: { train: 'arn:aws:s3:::bucket/train/' }, output: ./out }`,
    }),
    `
    marketplace.yaml:9:50: error: \`validation.transform.output\` is "out", which is not of the form s3://bucket/key [s3-uri-syntax]
        transform: { input: 's3://bucket/in/', output: 'out', contentType: text/csv }
                                                       ^^^^^
      fix: write it as \`s3://bucket/key\`
    marketplace.yaml:10:34: error: \`validation.training.channels.train\` is "arn:aws:s3:::bucket/train/", which is not of the form s3://bucket/key [s3-uri-syntax]
        training: { channels: { train: 'arn:aws:s3:::bucket/train/' }, output: ./out }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: write it as \`s3://bucket/train/\`
    marketplace.yaml:10:74: error: \`validation.training.output\` is "./out", which is not of the form s3://bucket/key [s3-uri-syntax]
        training: { channels: { train: 'arn:aws:s3:::bucket/train/' }, output: ./out }
                                                                               ^^^^^
      fix: write it as \`s3://bucket/key\`
    `,
  );
});

test('folders, spaces and whole buckets are accepted', () => {
  expectNoProblem(
    's3-uri-syntax',
    algorithm({
      validation: `${validation('s3://my-bucket.v2/in/a b/', 's3://bucket')}\n  training: { channels: { train: 's3://bucket/train/' }, output: 's3://bucket/out/' }`,
    }),
  );
});

test('a web address of no bucket is refused without a guess', () => {
  expectProblem(
    's3-uri-syntax',
    modelPackage({
      artifacts:
        'artifacts: { mode: s3, path: model, s3Uri: "https://My_Bucket.s3.amazonaws.com/model.tar.gz" }',
    }),
    `
    marketplace.yaml:6:44: error: \`artifacts.s3Uri\` is "https://My_Bucket.s3.amazonaws.com/model.tar.gz", which is not of the form s3://bucket/key [s3-uri-syntax]
      artifacts: { mode: s3, path: model, s3Uri: "https://My_Bucket.s3.amazonaws.com/model.tar.gz" }
                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: write it as \`s3://bucket/key\`
    `,
  );
});

test('a model in a folder is accepted', () => {
  expectNoProblem(
    's3-uri-syntax',
    modelPackage({
      artifacts: 'artifacts: { mode: s3, path: model, s3Uri: "s3://bucket/v1/model.tar.gz" }',
    }),
  );
});

test('a model without any archive in its address has its own message', () => {
  expectNoProblem(
    's3-uri-syntax',
    modelPackage({ artifacts: 'artifacts: { mode: s3, path: model, s3Uri: "s3://bucket" }' }),
  );
});

test('an address that a bundled model should not have is not read', () => {
  expectNoProblem(
    's3-uri-syntax',
    modelPackage({ artifacts: 'artifacts: { mode: bundled, path: model, s3Uri: nowhere }' }),
  );
});

test('a bucket is no shorter than three characters and has no two dots in a row', () => {
  expectProblem(
    's3-uri-syntax',
    modelPackage({ validation: validation('s3://ab/in/', 's3://a..b/out/') }),
    `
    marketplace.yaml:9:23: error: \`validation.transform.input\` is "s3://ab/in/", and "ab" cannot be the name of a bucket [s3-uri-syntax]
        transform: { input: 's3://ab/in/', output: 's3://a..b/out/', contentType: text/csv }
                            ^^^^^^^^^^^^^
      rule: a bucket has 3 to 63 lower-case letters, digits, - and . with a letter or digit at each end
      fix: put the name of your bucket right after s3://
    marketplace.yaml:9:46: error: \`validation.transform.output\` is "s3://a..b/out/", and "a..b" cannot be the name of a bucket [s3-uri-syntax]
        transform: { input: 's3://ab/in/', output: 's3://a..b/out/', contentType: text/csv }
                                                   ^^^^^^^^^^^^^^^^
      rule: a bucket has 3 to 63 lower-case letters, digits, - and . with a letter or digit at each end
      fix: put the name of your bucket right after s3://
    `,
  );
});

test('a character that cannot be seen in a key is refused', () => {
  expectProblem(
    's3-uri-syntax',
    modelPackage({ artifacts: 'artifacts: { mode: s3, path: model, s3Uri: "s3://bucket/a\u0007.tar.gz" }' }),
    `
    marketplace.yaml:6:44: error: \`artifacts.s3Uri\` has the invisible character U+0007 in it [s3-uri-syntax]
      artifacts: { mode: s3, path: model, s3Uri: "s3://bucket/a�.tar.gz" }
                                                 ^^^^^^^^^^^^^^^^^^^^^^^
      fix: write it on one line, without characters that cannot be seen
    `,
  );
});

test('the web address of a zip becomes the address of a .tar.gz, in one message', () => {
  expectProblem(
    's3-uri-syntax',
    modelPackage({
      artifacts: 'artifacts: { mode: s3, path: model, s3Uri: https://bucket.s3.amazonaws.com/x.zip }',
    }),
    `
    marketplace.yaml:6:44: error: \`artifacts.s3Uri\` is "https://bucket.s3.amazonaws.com/x.zip", which is not of the form s3://bucket/key [s3-uri-syntax]
      artifacts: { mode: s3, path: model, s3Uri: https://bucket.s3.amazonaws.com/x.zip }
                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: write it as \`s3://bucket/x.tar.gz\`
    `,
  );
});
