import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a validation machine that the product does not support is refused', () => {
  expectProblem(
    'validation-instance-unsupported',
    modelPackage({
      inference: 'inference: { instances: { transform: [ml.m5.large] } }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", instance: ml.c5.xlarge, transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv } }',
    }),
    `
    marketplace.yaml:8:67: error: \`validation.instance\` is "ml.c5.xlarge", which is not among the batch transform types of this product [validation-instance-unsupported]
      :123456789012:role/v", instance: ml.c5.xlarge, transform: { input: s3://bucket/in/, output: s3://buc
                                       ^^^^^^^^^^^^
      because: the validation is a batch transform
      fix: use ml.m5.large, or add it to \`inference.instances.transform\`
      note: marketplace.yaml:7:27: these are supported
    `,
  );
});

test('one that may be new gets a warning, where the product names no types itself', () => {
  expectProblem(
    'validation-instance-unsupported',
    modelPackage({
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", instance: ml.zz9.xlarge, transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv } }',
    }),
    `
    marketplace.yaml:7:67: warning: \`validation.instance\` is "ml.zz9.xlarge", which is not among the batch transform types of this product [validation-instance-unsupported]
      :123456789012:role/v", instance: ml.zz9.xlarge, transform: { input: s3://bucket/in/, output: s3://bu
                                       ^^^^^^^^^^^^^
      because: the validation is a batch transform
      fix: use a type such as ml.m5.large
    `,
  );
});

test('a supported one is accepted', () => {
  expectNoProblem(
    'validation-instance-unsupported',
    modelPackage({
      inference: 'inference: { instances: { transform: [ml.c5.xlarge] } }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", instance: ml.c5.xlarge, transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv } }',
    }),
  );
});

test('a type of EC2 gets its name in SageMaker', () => {
  expectProblem(
    'validation-instance-unsupported',
    modelPackage({
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", instance: m5.large, transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv } }',
    }),
    `
    marketplace.yaml:7:67: error: \`validation.instance\` is "m5.large", which is not among the batch transform types of this product [validation-instance-unsupported]
      :123456789012:role/v", instance: m5.large, transform: { input: s3://bucket/in/, output: s3://bucket/
                                       ^^^^^^^^
      because: the validation is a batch transform
      fix: write ml.m5.large
    `,
  );
});

test('also where it is not among those of the product', () => {
  expectProblem(
    'validation-instance-unsupported',
    modelPackage({
      inference: 'inference: { instances: { transform: [ml.m5.large] } }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", instance: c5.xlarge, transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv } }',
    }),
    `
    marketplace.yaml:8:67: error: \`validation.instance\` is "c5.xlarge", which is not among the batch transform types of this product [validation-instance-unsupported]
      :123456789012:role/v", instance: c5.xlarge, transform: { input: s3://bucket/in/, output: s3://bucket
                                       ^^^^^^^^^
      because: the validation is a batch transform
      fix: use ml.m5.large, or write ml.c5.xlarge here and in \`inference.instances.transform\`
      note: marketplace.yaml:7:27: these are supported
    `,
  );
});

test('nothing is said twice where the list has the mistake', () => {
  expectNoProblem(
    'validation-instance-unsupported',
    modelPackage({
      inference: 'inference: { instances: { transform: [m5.large] } }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/v", instance: ml.m5.large, transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv } }',
    }),
  );
});
