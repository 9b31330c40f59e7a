import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a driver that is too old for CUDA 12', () => {
  expectProblem(
    'batch-ami-wrong',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { instances: { transform: [ml.g5.xlarge] } }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/validation", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv, amiVersion: al2-ami-sagemaker-batch-gpu-470 } }',
    }),
    `
    marketplace.yaml:8:164: error: \`validation.transform.amiVersion\` is "al2-ami-sagemaker-batch-gpu-470", whose driver 470 does not run CUDA 12.6 [batch-ami-wrong]
      ntentType: text/csv, amiVersion: al2-ami-sagemaker-batch-gpu-470 } }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: write al2-ami-sagemaker-batch-gpu-535, or remove it
    `,
  );
});

test('an image that is not offered for the type', () => {
  expectProblem(
    'batch-ami-wrong',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { instances: { transform: [ml.g6.xlarge] } }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/validation", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv, amiVersion: al2-ami-sagemaker-batch-gpu-470 } }',
    }),
    `
    marketplace.yaml:8:164: error: \`validation.transform.amiVersion\` is "al2-ami-sagemaker-batch-gpu-470", which AWS does not offer for ml.g6.xlarge [batch-ami-wrong]
      ntentType: text/csv, amiVersion: al2-ami-sagemaker-batch-gpu-470 } }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: write al2-ami-sagemaker-batch-gpu-535, or remove it
    `,
  );
});

test('an image for endpoints', () => {
  expectProblem(
    'batch-ami-wrong',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { instances: { transform: [ml.g5.xlarge] } }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/validation", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv, amiVersion: al2-ami-sagemaker-inference-gpu-2-1 } }',
    }),
    `
    marketplace.yaml:8:164: error: \`validation.transform.amiVersion\` is "al2-ami-sagemaker-inference-gpu-2-1", an image for endpoints, and AWS validates by a batch transform [batch-ami-wrong]
      ntentType: text/csv, amiVersion: al2-ami-sagemaker-inference-gpu-2-1 } }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: write al2-ami-sagemaker-batch-gpu-535, or remove it
    `,
  );
});

test('a name that AWS may have added is let through with a warning', () => {
  expectProblem(
    'batch-ami-wrong',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { instances: { transform: [ml.g5.xlarge] } }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/validation", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv, amiVersion: al2-ami-sagemaker-batch-gpu-353 } }',
    }),
    `
    marketplace.yaml:8:164: warning: \`validation.transform.amiVersion\` is "al2-ami-sagemaker-batch-gpu-353", which is not among the images that AWS names for batch transforms [batch-ami-wrong]
      ntentType: text/csv, amiVersion: al2-ami-sagemaker-batch-gpu-353 } }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: AWS adds images, and refuses one that it does not have only when it validates
      fix: write al2-ami-sagemaker-batch-gpu-535, or remove it
    `,
  );
});

test('a type without a GPU has no driver to choose', () => {
  expectProblem(
    'batch-ami-wrong',
    modelPackage({
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/validation", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv, amiVersion: al2-ami-sagemaker-batch-gpu-535 } }',
    }),
    `
    marketplace.yaml:7:164: error: \`validation.transform.amiVersion\` is "al2-ami-sagemaker-batch-gpu-535", and AWS validates on ml.m5.large, which has no GPU [batch-ami-wrong]
      ntentType: text/csv, amiVersion: al2-ami-sagemaker-batch-gpu-535 } }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: the images of machines that can be chosen differ in the driver of the GPU
      fix: remove it, or write a \`validation.instance\` with a GPU
    `,
  );
});

test('the image with the driver that runs it', () => {
  expectNoProblem(
    'batch-ami-wrong',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { instances: { transform: [ml.g5.xlarge] } }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/validation", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv, amiVersion: al2-ami-sagemaker-batch-gpu-535 } }',
    }),
  );
});

test('the old driver will do for a handler that brings CUDA 11', () => {
  expectNoProblem(
    'batch-ami-wrong',
    modelPackage({
      framework: 'framework: python',
      inference: 'inference: { instances: { transform: [ml.g5.xlarge] } }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/validation", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv, amiVersion: al2-ami-sagemaker-batch-gpu-470 } }',
    }),
  );
});
