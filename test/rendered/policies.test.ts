import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import {
  policiesOf,
  policyIn,
  resourcesOf,
  type Statement,
  templatePath,
} from '../support/account-template.ts';
import { awsMissing, awsPython } from '../support/aws.ts';
import { frameworkKinds, kinds, ownImageKinds, pythonKinds, textsOf } from '../support/build-listing.ts';
import { algorithm, modelPackage, ownImage } from '../support/expect-problems.ts';
import { exampleNames, exampleTexts } from '../support/render-example.ts';

const missing = awsMissing();
const because = missing ? ` (${missing})` : '';

/** Of AWS, with its Deep Learning Containers. */
const containersAccount = '763104351884';

/** `aws cloudformation deploy` sends a longer template only through a bucket. */
const longestTemplate = 51_200;

/** Some IAM actions have another name than the operations that need them, and one is not an operation. */
const otherNames: Readonly<Record<string, string>> = {
  's3:ListBucket': 's3:ListObjectsV2',
  's3:ListMultipartUploadParts': 's3:ListParts',
  'iam:PassRole': '',
};

const everyListing = [
  ...exampleNames()
    .map(exampleTexts)
    .filter((texts) => texts.size > 0),
  ...Object.values({ ...kinds, ...frameworkKinds, ...pythonKinds, ...ownImageKinds }).map(textsOf),
];

test.skipIf(missing)(`every action of every policy is an operation of AWS’s${because}`, () => {
  const actions = [...new Set(everyListing.flatMap(statementsIn).flatMap(actionsOf))];
  expect(actions.length).toBeGreaterThan(30);
  const services = [...new Set(actions.map((action) => action.split(':')[0] ?? ''))];
  const code = `import botocore.session, json, sys
session = botocore.session.get_session()
print(json.dumps([f"{name}:{operation}" for name in sys.argv[1:] for operation in session.get_service_model(name).operation_names]))`;
  const { stdout } = spawnSync(awsPython, ['-c', code, ...services], { encoding: 'utf8' });
  const known = new Set(['', ...(JSON.parse(stdout) as string[])]);
  expect(actions.filter((action) => !known.has(otherNames[action] ?? action))).toEqual([]);
});

test('no policy is wider than AWS makes it, and only what AWS cannot narrow is for all', () => {
  for (const statement of everyListing.flatMap(statementsIn)) {
    if (statement.Resource?.includes('*'))
      expect(['LogIn', 'ReadFindings', 'WriteMetrics']).toContain(statement.Sid);
    for (const action of actionsOf(statement)) expect(action).not.toContain('*');
  }
});

test('policies are as short as IAM takes them, white space aside, in the longest listing too', () => {
  const folder = (name: string) => `s3://${'b'.repeat(60)}/${name}/${'f'.repeat(200)}/`;
  const names = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
  const longest = textsOf(
    algorithm({
      upload: `upload: { region: ap-southeast-2, repository: ${'r'.repeat(115)} }`,
      training: `training:\n  channels:\n${names.map((name) => `    - { name: ${name}, contentTypes: [text/csv] }`).join('\n')}`,
      validation: `validation:
  role: arn:aws:iam::123456789012:role/${'p'.repeat(400)}/${'n'.repeat(64)}
  transform: { input: "${folder('in')}", output: "${folder('out')}", contentType: text/csv }
  training: { channels: { ${names.map((name) => `${name}: "${folder(name)}"`).join(', ')} }, output: "${folder('model')}" }`,
    }),
  );
  for (const texts of [...everyListing, longest])
    for (const { Type, Properties } of Object.values(resourcesOf(texts))) {
      const { PolicyDocument: policy, AssumeRolePolicyDocument: trust } = Properties;
      expect(JSON.stringify(policy ?? '').length, Type).toBeLessThanOrEqual(6144);
      expect(JSON.stringify(trust ?? '').length, Type).toBeLessThanOrEqual(2048);
    }
  expect(longest.get(templatePath)?.length).toBeLessThanOrEqual(longestTemplate);
});

test('upload and register may do what they do on this listing alone', () => {
  const policy = policyIn(textsOf(kinds['an algorithm with everything'] ?? ''), 'PublishPolicy');
  const place = 'us-east-2:123456789012';
  expect(policy.get('PushAndScan')?.Resource).toEqual([
    `arn:aws:ecr:${place}:repository/churn-scorer`,
    `arn:aws:ecr:${place}:repository/churn-scorer-training`,
  ]);
  expect(policy.get('Register')).toMatchObject({
    Action: [
      'sagemaker:AddTags',
      'sagemaker:CreateAlgorithm',
      'sagemaker:DeleteAlgorithm',
      'sagemaker:DescribeAlgorithm',
    ],
    Resource: [`arn:aws:sagemaker:${place}:algorithm/churn-scorer-*`],
  });
  expect(policy.get('LetSageMakerValidate')).toMatchObject({
    Resource: ['arn:aws:iam::123456789012:role/Validation'],
    Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
  });
  expect(policy.has('StoreModel')).toBe(false);
});

test('publishers may set tags if the manifest has some, and may not abort a transfer of a model', () => {
  const model = 'artifacts: { mode: s3, path: model, s3Uri: s3://models/model.tar.gz }';
  const validation = `validation:
  role: arn:aws:iam::123456789012:role/Validation
  transform: { input: s3://data/in, output: s3://data/out, contentType: text/csv }`;
  const actionsWith = (upload: object) =>
    [
      ...policyIn(
        textsOf(modelPackage({ artifacts: model, validation, ...upload })),
        'PublishPolicy',
      ).values(),
    ].flatMap(actionsOf);
  const plain = actionsWith({});
  expect(plain.filter((action) => action.startsWith('s3:'))).toEqual([
    's3:GetObject',
    's3:ListMultipartUploadParts',
    's3:PutObject',
    's3:GetBucketLocation',
    's3:ListBucket',
  ]);
  const tagged = actionsWith({ upload: 'upload: { tags: { team: risk } }' });
  expect(tagged.filter((action) => !plain.includes(action))).toEqual([
    'ecr:TagResource',
    'sagemaker:AddTags',
  ]);
});

test.each([
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/base:12', '123456789012', 'eu-west-1', 'team/base'],
  [
    `210987654321.dkr.ecr.us-east-2.amazonaws.com/base@sha256:${'0'.repeat(64)}`,
    '210987654321',
    'us-east-2',
    'base',
  ],
])('who publishes may pull the base %s, and nothing else of its registry', (image, owner, place, name) => {
  const base = `base: { os: "debian:12", image: "${image}" }`;
  const texts = textsOf(
    modelPackage({
      base,
      validation: `validation:
  role: arn:aws:iam::123456789012:role/Validation
  transform: { input: s3://data/in, output: s3://data/out, contentType: text/csv }`,
    }),
  );
  expect(policyIn(texts, 'PublishPolicy').get('PullBase')).toMatchObject({
    Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    Resource: [`arn:aws:ecr:${place}:${owner}:repository/${name}`],
  });
  expect(texts.get(templatePath)?.includes(owner)).toBe(owner !== '123456789012');
});

test('an image of the seller’s own that is in ECR may be pulled, and one that is only here needs nothing', () => {
  const pulled = (image: string) =>
    policyIn(textsOf(ownImage({ image: `image: "${image}"` })), 'PublishPolicy').get('PullBase')?.Resource;
  expect(pulled('123456789012.dkr.ecr.us-east-2.amazonaws.com/built/scorer:7')).toEqual([
    'arn:aws:ecr:us-east-2:123456789012:repository/built/scorer',
  ]);
  expect(pulled('scorer:7')).toBeUndefined();
});

test('no account stands in a template, and no partition but that of AWS Marketplace', () => {
  for (const texts of everyListing) {
    const text = texts.get(templatePath) ?? '';
    expect(text.match(/\b\d{12}\b/g)?.filter((account) => account !== containersAccount) ?? []).toEqual([]);
    expect(text.match(/arn:(?!aws:)/g)).toBeNull();
  }
});

test('without a validation there is nothing to register, and nobody may', () => {
  const policy = policyIn(textsOf(kinds['the smallest model package'] ?? ''), 'PublishPolicy');
  expect([...policy.keys()]).toEqual(['LogIn', 'PushAndScan', 'ReadFindings']);
});

test('a model in S3 is stored and read in its own place, whatever signs are in its name', () => {
  const texts = textsOf(
    modelPackage({
      artifacts: 'artifacts: { mode: s3, path: model, s3Uri: "s3://models/a*b/$x?/model.tar.gz" }',
      validation: `validation:
  role: arn:aws:iam::123456789012:role/Validation
  transform: { input: s3://data/in, output: s3://data/out, contentType: text/csv }`,
    }),
  );
  const model = ['arn:aws:s3:::models/a${*}b/${$}x${?}/model.tar.gz'];
  expect(policyIn(texts, 'PublishPolicy').get('StoreModel')?.Resource).toEqual(model);
  expect(policyIn(texts, 'PublishPolicy').get('FindModel')?.Resource).toEqual(['arn:aws:s3:::models']);
  const role = policyIn(texts, 'ValidationRolePolicy');
  expect(role.get('ReadData')?.Resource).toEqual(['arn:aws:s3:::data/in*', ...model]);
  expect(role.get('WriteResults')?.Resource).toEqual(['arn:aws:s3:::data/out/*']);
});

test('policies are put once: those of the next release are the same to a letter', () => {
  const releases = ['1.0.0', '1.1.0', '2026-11-21_b'];
  for (const yaml of [
    kinds['an algorithm with everything'] ?? '',
    wholeModelPackage('models/RELEASE/x.tar.gz'),
  ]) {
    const [first, ...later] = releases.map((release) => {
      const texts = textsOf(
        yaml.replace('product: {', `product: { release: ${release},`).replaceAll('RELEASE', release),
      );
      expect(JSON.stringify(requestIn(texts))).toContain(release.replace(/[^a-z0-9]+/g, '-'));
      return policiesOf(texts);
    });
    expect(first?.size).toBe(3);
    for (const policies of later) expect(policies).toEqual(first);
  }
});

test.each([
  ['models/1.0/x.tar.gz', 'models/*/x.tar.gz'],
  ['models/v1.0/x-1.0.tar.gz', 'models/v*/x-*.tar.gz'],
  ['1.0.tar.gz', '*.tar.gz'],
  ['churn-1-0/x.tar.gz', 'churn-*/x.tar.gz'],
  ['a*1.0/x.tar.gz', 'a${*}*/x.tar.gz'],
  ['models/x.tar.gz', 'models/x.tar.gz'],
  ['models/1.0.3/2.1.0/11.0/1.01/1x0/team1.0/x.tar.gz', 'models/1.0.3/2.1.0/11.0/1.01/1x0/team1.0/x.tar.gz'],
])('of the model %s of release 1.0 a policy says %s', (key, said) => {
  const texts = textsOf(
    wholeModelPackage(key).replace('product: {', 'product: { release: "1.0",').replaceAll('RELEASE', '1.0'),
  );
  for (const [policy, id] of [
    ['PublishPolicy', 'StoreModel'],
    ['ValidationRolePolicy', 'ReadData'],
  ] as const)
    expect(policyIn(texts, policy).get(id)?.Resource).toContain(`arn:aws:s3:::bucket/${said}`);
});

test('the role of the validation reads every input and writes every output of the request', () => {
  const listings = everyListing.filter((texts) => policiesOf(texts).has('ValidationRolePolicy'));
  expect(listings.length).toBeGreaterThanOrEqual(6);
  for (const texts of listings) {
    const role = policyIn(texts, 'ValidationRolePolicy');
    const request = requestIn(texts);
    const [read, write] = [role.get('ReadData'), role.get('WriteResults')];
    for (const uri of valuesOf(request, ['S3Uri', 'ModelDataUrl'])) expect(covers(read, uri), uri).toBe(true);
    for (const uri of valuesOf(request, ['S3OutputPath']))
      expect(covers(write, `${uri}/x`.replace('//x', '/x')), uri).toBe(true);
    const images = valuesOf(request, ['Image', 'TrainingImage']).map((uri) =>
      uri.replace(/^[^/]+\/|@.*/g, ''),
    );
    const pulled = role.get('PullImages')?.Resource?.map((arn) => arn.replace(/^.*:repository\//, ''));
    expect(new Set(pulled)).toEqual(new Set(images));
  }
});

test('AWS Marketplace assumes the access role, and may read only this product, in every release', () => {
  const texts = textsOf(kinds['a model package with everything'] ?? '');
  const trust = resourcesOf(texts)['AccessRole']?.Properties.AssumeRolePolicyDocument;
  expect(trust?.Statement).toMatchObject([{ Principal: { Service: 'assets.marketplace.amazonaws.com' } }]);
  expect(policyIn(texts, 'AccessRolePolicy').get('ReadProduct')).toMatchObject({
    Action: ['sagemaker:DescribeAlgorithm', 'sagemaker:DescribeModelPackage'],
    Resource: [
      'arn:aws:sagemaker:us-east-2:123456789012:algorithm/churn-scorer-*',
      'arn:aws:sagemaker:us-east-2:123456789012:model-package/churn-scorer-*',
    ],
  });
});

/** A model package with its model at this key. The release is also in all other places. */
function wholeModelPackage(key: string): string {
  return modelPackage({
    artifacts: `artifacts: { mode: s3, path: model, s3Uri: "s3://bucket/${key}" }`,
    validation: `validation:
  role: arn:aws:iam::123456789012:role/Validation
  transform: { input: s3://data/in-RELEASE, output: s3://data/RELEASE/out, contentType: text/csv }`,
  });
}

function statementsIn(texts: ReadonlyMap<string, string>): readonly Statement[] {
  return [...policiesOf(texts).values()].flatMap((policy) => policy.Statement);
}

function actionsOf({ Action }: Statement): readonly string[] {
  return [Action].flat();
}

function requestIn(texts: ReadonlyMap<string, string>): unknown {
  const [, text] =
    [...texts].find(([path]) => /^marketplace\/create-(model-package|algorithm)\.json$/.test(path)) ?? [];
  return JSON.parse(text ?? '');
}

/** The values of all members with these names, at any depth. */
function valuesOf(value: unknown, names: readonly string[]): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    names.includes(name) && typeof member === 'string' ? [member] : valuesOf(member, names),
  );
}

/** Whether a statement covers an object, by IAM's comparison. */
function covers(statement: Statement | undefined, s3Uri: string): boolean {
  const arn = s3Uri.replace('s3://', 'arn:aws:s3:::');
  return (statement?.Resource ?? []).some((resource) => {
    const parts = resource.split(/(\$\{[*?$]\}|\*)/).map((part) => {
      if (part === '*') return '.*';
      return part.replace(/^\$\{(.)\}$/, '$1').replace(/[^a-z0-9]/gi, '\\$&');
    });
    return new RegExp(`^${parts.join('')}$`).test(arn);
  });
}
