import { expect, test } from 'vitest';
import { explainText, resolveText, textsOf } from '../support/build-listing.ts';
import { completeListings } from '../support/complete-listings.ts';
import { modelPackage } from '../support/expect-problems.ts';

const validation =
  'validation: { role: "arn:aws:iam::123456789012:role/validation", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv } }';
const cuda = (types: string, framework = '{ name: pytorch, accelerator: cuda }') =>
  modelPackage({
    framework: `framework: ${framework}`,
    inference: `inference: { instances: ${types} }`,
    validation,
  });

/** The reasons for what is said of GPUs. */
function reasonsOf(yaml: string): readonly string[] {
  return explainText(yaml)
    .reasons.map(({ path, value, because }) => `${path.join('.')} ${value}: ${because}`)
    .filter((line) => /cuda|amiVersion|instances/.test(line));
}

test('explain says why a build and the images of the machines were chosen', () => {
  expect(reasonsOf(cuda('{ realtime: [ml.g5.xlarge, ml.g6.xlarge], transform: [ml.g5.xlarge] }'))).toEqual([
    'framework.cuda 12.6: the newest that drivers of batch transforms run, by which AWS validates',
    'inference.instances.realtime.0.amiVersion al2-ami-sagemaker-inference-gpu-2-1: ml.g5.xlarge has driver 470 by itself, and CUDA 12.6 needs a newer one: this has 535',
    'inference.instances.realtime.1.amiVersion none: driver 535, which ml.g6.xlarge has by itself, runs CUDA 12.6',
    'inference.instances.transform.0.amiVersion al2-ami-sagemaker-batch-gpu-535: ml.g5.xlarge has driver 470 by itself, and CUDA 12.6 needs a newer one: this has 535',
    'validation.transform.amiVersion al2-ami-sagemaker-batch-gpu-535: ml.g5.xlarge has driver 470 by itself, and CUDA 12.6 needs a newer one: this has 535',
  ]);
});

test('one worker has the GPU, also of a framework that has one for each processor elsewhere', () => {
  const { inference } = resolveText(
    modelPackage({ framework: 'framework: { name: python, accelerator: cuda }' }),
  );
  expect(inference.workers).toBe(1);
});

test('an image with CUDA runs on a type with a GPU unless it says otherwise', () => {
  const { inference } = resolveText(
    modelPackage({ framework: 'framework: { name: xgboost, accelerator: cuda }' }),
  );
  expect([inference.realtimeInstances, inference.transformInstances]).toEqual([
    ['ml.g6.xlarge'],
    ['ml.g6.xlarge'],
  ]);
});

test.each([
  ['ml.g5.xlarge', 'al2-ami-sagemaker-batch-gpu-535'],
  ['ml.g4dn.xlarge', 'al2-ami-sagemaker-batch-gpu-535'],
  ['ml.g6.xlarge', undefined],
  ['ml.g6e.xlarge', undefined],
])('AWS validates on %s with the image %s', (type, ami) => {
  const request = JSON.parse(
    textsOf(cuda(`{ transform: [${type}] }`)).get('marketplace/create-model-package.json') ?? '',
  );
  const [profile] = request.ValidationSpecification.ValidationProfiles;
  expect(profile.TransformJobDefinition.TransformResources).toEqual({
    InstanceType: type,
    InstanceCount: 1,
    ...(ami && { TransformAmiVersion: ami }),
  });
});

test('an image that the seller writes is the one of the request, also for their own CUDA', () => {
  const yaml = cuda('{ transform: [ml.g5.xlarge] }', 'python').replace(
    'contentType: text/csv }',
    'contentType: text/csv, amiVersion: al2-ami-sagemaker-batch-gpu-535 }',
  );
  expect(textsOf(yaml).get('marketplace/create-model-package.json')).toContain(
    '"TransformAmiVersion": "al2-ami-sagemaker-batch-gpu-535"',
  );
});

test('the request of an image without CUDA says nothing of a driver', () => {
  const texts = textsOf(cuda('{ transform: [ml.m5.large] }', 'pytorch'));
  expect(texts.get('marketplace/create-model-package.json')).not.toContain('AmiVersion');
  expect(texts.get('marketplace/product-page.md')).not.toContain('GPU');
});

test('buyers read what to set, on the page and in the usage instructions', () => {
  const types = 'realtime: [ml.g5.xlarge, ml.g6.xlarge], transform: [ml.g6e.xlarge]';
  const texts = textsOf(
    completeListings['one with a GPU'].replace(/realtime: \[ml\.g5.*?\], transform: \[.*?\]/, types),
  );
  const page = (texts.get('marketplace/product-page.md') ?? '').replaceAll('\\', '');
  const version = texts.get('marketplace/catalog/new-version.json') ?? '';
  for (const text of [page, version]) {
    expect(text).toContain('The image is built for CUDA 12.6.');
    expect(text).toContain(
      'For endpoints on ml.g5.xlarge set InferenceAmiVersion in CreateEndpointConfig to al2-ami-sagemaker-inference-gpu-2-1.',
    );
    expect(text).toContain('AWS does not say which driver ml.g6e.xlarge has in batch transforms.');
    expect(text).toContain('ContainerStartupHealthCheckTimeoutInSeconds');
  }
});

test('the CUDA of a container is that of its tag', () => {
  const yaml = modelPackage({
    framework: 'framework: tensorflow',
    base: 'base: { deepLearningContainer: tensorflow-training, tag: 2.21.0-gpu-py312-cu129-amzn2023-sagemaker }',
  });
  expect(resolveText(yaml).gpu).toMatchObject({ cuda: '12.9', isRequired: true, downloadMB: null });
});
