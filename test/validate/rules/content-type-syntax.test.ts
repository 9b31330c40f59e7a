import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a word without a slash is refused, and the type it means is offered', () => {
  expectProblem(
    'content-type-syntax',
    modelPackage({ contentTypes: 'contentTypes: { input: [json], output: [text/csv] }' }),
    `
    marketplace.yaml:5:25: error: \`contentTypes.input[0]\` is "json", which is not of the form type/subtype [content-type-syntax]
      contentTypes: { input: [json], output: [text/csv] }
                              ^^^^
      because: SageMaker refuses a response type without a slash, and no request can name such a type
      fix: write it like \`application/json\`
    `,
  );
});

test('a parameter is refused, and the type without it is offered', () => {
  expectProblem(
    'content-type-syntax',
    modelPackage({ contentTypes: 'contentTypes: { input: [text/csv], output: [text/csv; charset=utf-8] }' }),
    `
    marketplace.yaml:5:45: error: \`contentTypes.output[0]\` is "text/csv; charset=utf-8", and a type has no parameters or spaces here [content-type-syntax]
      contentTypes: { input: [text/csv], output: [text/csv; charset=utf-8] }
                                                  ^^^^^^^^^^^^^^^^^^^^^^^
      because: parameters belong to each request, where the server reads them
      fix: write \`text/csv\`
    `,
  );
});

test('a wildcard in a channel is refused', () => {
  expectProblem(
    'content-type-syntax',
    algorithm({ training: 'training: { channels: [{ name: train, contentTypes: [image/*] }] }' }),
    `
    marketplace.yaml:6:54: error: \`training.channels[0].contentTypes[0]\` is "image/*", and each type must be listed by itself [content-type-syntax]
      training: { channels: [{ name: train, contentTypes: [image/*] }] }
                                                           ^^^^^^^
      because: AWS shows buyers the list as it is, and the server answers only what is listed
      fix: replace it by the types you mean, for example \`image/png\`
    `,
  );
});

test('types of any vendor are accepted', () => {
  expectNoProblem(
    'content-type-syntax',
    modelPackage({
      contentTypes:
        'contentTypes: { input: [application/vnd.acme.v2+json, image/svg+xml], output: [application/x-npy, Text/CSV] }',
    }),
  );
});

test('an ending of a file name is taken for the type that it means', () => {
  expectProblem(
    'content-type-syntax',
    modelPackage({ contentTypes: 'contentTypes: { input: [.JSONL, csv; header], output: [text/csv] }' }),
    `
    marketplace.yaml:5:25: error: \`contentTypes.input[0]\` is ".JSONL", which is not of the form type/subtype [content-type-syntax]
      contentTypes: { input: [.JSONL, csv; header], output: [text/csv] }
                              ^^^^^^
      because: SageMaker refuses a response type without a slash, and no request can name such a type
      fix: write it like \`application/jsonlines\`
    marketplace.yaml:5:33: error: \`contentTypes.input[1]\` is "csv; header", which is not of the form type/subtype [content-type-syntax]
      contentTypes: { input: [.JSONL, csv; header], output: [text/csv] }
                                      ^^^^^^^^^^^
      because: SageMaker refuses a response type without a slash, and no request can name such a type
      fix: write it like \`text/csv\`
    `,
  );
});

test('the types of the validation are checked as well', () => {
  expectProblem(
    'content-type-syntax',
    modelPackage({
      validation: 'validation: { transform: { contentType: text/csv; header=absent, accept: JSON } }',
    }),
    `
    marketplace.yaml:7:41: error: \`validation.transform.contentType\` is "text/csv; header=absent", and a type has no parameters or spaces here [content-type-syntax]
      validation: { transform: { contentType: text/csv; header=absent, accept: JSON } }
                                              ^^^^^^^^^^^^^^^^^^^^^^^
      because: parameters belong to each request, where the server reads them
      fix: write \`text/csv\`
    marketplace.yaml:7:74: error: \`validation.transform.accept\` is "JSON", which is not of the form type/subtype [content-type-syntax]
      validation: { transform: { contentType: text/csv; header=absent, accept: JSON } }
                                                                               ^^^^
      because: SageMaker refuses a response type without a slash, and no request can name such a type
      fix: write it like \`application/json\`
    `,
  );
});

test('a comma that is missing is one problem', () => {
  expectProblem(
    'content-type-syntax',
    modelPackage({
      contentTypes: 'contentTypes: { input: [text/csv application/json], output: [application/json] }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", instance: ml.m5.large, transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv } }',
    }),
    `
    marketplace.yaml:5:25: error: \`contentTypes.input[0]\` is "text/csv application/json", which is 2 types in one text [content-type-syntax]
      contentTypes: { input: [text/csv application/json], output: [application/json] }
                              ^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: put a comma between them: text/csv, application/json
    `,
  );
});
