import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { awsMissing, awsPython } from '../support/aws.ts';
import { kinds, ownImageKinds, resolveText, textsOf } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { generatedFolder, run, text, writeManifest } from '../support/listing-folder.ts';
import { exampleNames, examplesFolder, exampleTexts } from '../support/render-example.ts';

const checker = fileURLToPath(new URL('../support/check_requests.py', import.meta.url));
const missing = awsMissing();
const because = missing ? ` (${missing})` : '';

const everything = kinds['an algorithm with everything'] ?? '';
const everyListing = [
  ...exampleNames().map(exampleTexts),
  ...Object.values({ ...kinds, ...ownImageKinds }).map(textsOf),
];
const everyDraft = everyListing.flatMap(draftsOf);

test.skipIf(missing)(`AWS’s service model accepts the drafts of every example and kind${because}`, () => {
  expect(everyDraft.length).toBeGreaterThanOrEqual(18);
  const calls = everyDraft.map((draft) => ({
    service: 'marketplace-catalog',
    operation: 'StartChangeSet',
    request: JSON.parse(draft),
  }));
  const input = calls.map((call) => JSON.stringify(call)).join('\n');
  const { stdout, stderr } = spawnSync(awsPython, [checker], { input, encoding: 'utf8' });
  // AWS's own patterns refuse values from its guide: entity versions, change names, and references to
  // changes.
  const documented =
    /Entity\.Type: '\w+@1\.0' does not match|ChangeName: 'CreateProductChange' does not match|Identifier: '\$CreateProductChange\.Entity\.Identifier' does not match/;
  const blank = /Entity\.Identifier: '<say the id of the [^']+' does not match/;
  const faults = (stdout + stderr).split('\n').filter((line) => !documented.test(line) && !blank.test(line));
  expect(faults).toEqual(['']);
});

test.skipIf(missing)(
  `the AWS CLI takes each draft as it is${because}`,
  () => {
    for (const draft of draftsOf(textsOf(everything))) {
      const words = ['marketplace-catalog', 'start-change-set', '--region', 'us-east-1'];
      const input = ['--generate-cli-skeleton', 'output', '--cli-input-json', draft];
      const { status, stderr } = spawnSync('aws', [...words, ...input], { encoding: 'utf8' });
      expect(status, stderr).toBe(0);
    }
  },
  60_000,
);

test('no draft is sent by mistake: each only asks what AWS would refuse', () => {
  for (const draft of everyDraft)
    expect(JSON.parse(draft)).toMatchObject({ Catalog: 'AWSMarketplace', Intent: 'VALIDATE' });
});

test('a description that is too long for the Catalog API is left to the seller', () => {
  const shortOf = (length: number) => {
    const product = `product: { type: model-package, name: churn-scorer, description: ${'d'.repeat(length)} }`;
    return JSON.stringify(draftIn(textsOf(withValidation({ product })), 'create-product'));
  };
  expect(shortOf(1000)).toContain(`"ShortDescription":"${'d'.repeat(1000)}"`);
  expect(shortOf(1001)).toContain('"ShortDescription":"<say in at most 1000 characters what it does>"');
});

test('a version names the resource, and the recommended instance type of each use', () => {
  const algorithm = JSON.stringify(draftIn(textsOf(everything), 'add-version'));
  expect(algorithm).toContain(
    '"SageMakerAlgorithmDeliveryOptionDetails":{"SageMakerAlgorithmArn":"arn:aws:sagemaker:us-east-2:ACCOUNT_ID:algorithm/churn-scorer-0-1-0"',
  );
  expect(algorithm).toContain(
    '"RecommendedInstanceTypes":{"RealtimeInference":"ml.m5.large","BatchTransform":"ml.m5.large","Training":"ml.m5.xlarge"}',
  );
  const modelPackage = JSON.stringify(draftIn(textsOf(withValidation()), 'add-version'));
  expect(modelPackage).toContain(
    '"SagemakerModelPackageDeliveryOptionDetails":{"SageMakerModelPackageArn":"arn:aws:sagemaker:us-east-2:ACCOUNT_ID:model-package/churn-scorer-0-1-0"',
  );
  expect(modelPackage).toContain(
    '"RecommendedInstanceTypes":{"RealtimeInference":"ml.m5.large","BatchTransform":"ml.m5.large"}',
  );
});

test('a version names the resource in small letters, as SageMaker does', () => {
  const product = 'product: { type: model-package, name: churn-scorer, release: 1.0.0-RC1 }';
  const version = JSON.stringify(draftIn(textsOf(withValidation({ product })), 'add-version'));
  expect(version).toContain('"arn:aws:sagemaker:us-east-2:ACCOUNT_ID:model-package/churn-scorer-1-0-0-rc1"');
});

test('every supported instance type has a price in every use, and nothing else has', () => {
  for (const yaml of [
    ...Object.values(kinds),
    readFileSync(join(examplesFolder, 'algorithm/marketplace.yaml'), 'utf8'),
  ]) {
    const { validation, inference, training } = resolveText(yaml);
    if (!validation) continue;
    const keys = [
      ...JSON.stringify(draftIn(textsOf(yaml), 'set-prices')).matchAll(/"DimensionKey":"([^"]+)"/g),
    ];
    const wanted = [
      ...inference.realtimeInstances.map((type) => `${type}.m.i.r`),
      ...inference.transformInstances.map((type) => `${type}.m.i.b`),
      ...(training?.instances.map((type) => `${type}.a.t`) ?? []),
    ];
    expect(keys.map(([, key]) => key)).toEqual(wanted);
  }
});

test('blanks are all of one form, and are these', () => {
  const texts = textsOf(withValidation());
  const found = (path: string) => blanksIn(texts.get(path) ?? '');
  expect(found('marketplace/catalog/create-product.json')).toEqual([
    'in at most 5000 characters what it does, for whom, and what sets it apart',
    'the https address of a PNG, JPEG or GIF of at most 5 MB in a public S3 bucket',
    'what it is best at; up to three of these',
    'a category of AWS Marketplace; up to three of these',
    'a word that buyers look for; up to 15 of these, 250 characters together',
    'in at most 2000 characters how buyers reach you',
  ]);
  expect(found('marketplace/catalog/add-version.json')).toEqual([
    'the id of the product',
    'what is new in this version',
    'the https address of a Jupyter notebook on GitHub that shows all of it',
    'the https address of the repository with the notebook and the samples',
    'what one record of the input is',
    'the https address of a sample input of an endpoint',
    'the https address of a sample input of a batch transform',
    'what one record of the output is',
    'the https address of a sample output of an endpoint',
    'the https address of a sample output of a batch transform',
  ]);
  expect(found('marketplace/catalog/set-prices.json')).toEqual([
    'the id of the offer of the product',
    'US dollars an hour',
    'US dollars an hour',
  ]);
});

test('values of the seller stay when the manifest changes, and new parts are added', () => {
  const folder = generatedFolder(everything);
  const files = globSync('marketplace/catalog/*.json', { cwd: folder });
  expect(files.length).toBe(3);
  let count = 0;
  for (const file of files)
    writeFileSync(
      join(folder, file),
      text(folder, file).replace(/<say [^>]+>/g, () => `Filled in ${++count}.`),
    );
  const next = everything
    .replace('name: churn-scorer', 'name: churn-scorer, release: 2.0.0, title: Another title')
    .replace(
      'input: [text/csv, application/json]',
      'input: [text/csv, application/json, application/jsonlines]',
    )
    .replace(
      'inference: {',
      'inference: { maxPayloadMB: 5, instances: { transform: [ml.m5.2xlarge, ml.m5.large] },',
    )
    .replace('hyperparameters:', 'hyperparameters:\n    - { name: depth, type: integer, min: 1, max: 4 }');
  writeManifest(folder, next);
  expect(run(folder)).toMatchObject({ status: 'written', problems: [] });
  const after = files.map((file) => text(folder, file)).join('\n');
  for (let index = 1; index <= count; index++) expect(after).toContain(`Filled in ${index}.`);
  // The one blank is the price of the new instance type.
  expect(blanksIn(after)).toEqual(['US dollars an hour']);
  const news = ['2.0.0', 'churn-scorer-2-0-0', 'Another title', 'ml.m5.2xlarge.m.i.b', '5 MB', 'jsonlines'];
  for (const word of news) expect(after).toContain(word);
});

function withValidation(members: Parameters<typeof modelPackage>[0] = {}): string {
  const transform = 'transform: { input: s3://data/in/, output: s3://data/out/, contentType: text/csv }';
  const validation = `validation: { role: "arn:aws:iam::123456789012:role/Validation", ${transform} }`;
  return modelPackage({ validation, ...members });
}

function draftsOf(texts: ReadonlyMap<string, string>): string[] {
  return [...texts].filter(([path]) => path.startsWith('marketplace/catalog/')).map(([, draft]) => draft);
}

function draftIn(texts: ReadonlyMap<string, string>, name: string): unknown {
  return JSON.parse(texts.get(`marketplace/catalog/${name}.json`) ?? '');
}

function blanksIn(content: string): string[] {
  return [...content.matchAll(/<say ([^>…]+)>/g)].map(([, blank = '']) => blank);
}
