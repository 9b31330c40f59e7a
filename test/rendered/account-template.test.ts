import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentsOf, keysOnly } from '../support/account-contents.ts';
import { resourcesOf, templatePath } from '../support/account-template.ts';
import { type Aws, awsMissing, awsPython, startAws } from '../support/aws.ts';
import { kinds, ownImageKinds, pythonKinds, textsOf } from '../support/build-listing.ts';
import { inCiAlone, isEveryCase, oneIn } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { generatedFolder, run, text, writeManifest } from '../support/listing-folder.ts';
import { fronts } from '../support/publish-step.ts';
import { folderOf } from '../support/python.ts';
import { region, register, registrable } from '../support/registrations.ts';
import { exampleNames, exampleTexts } from '../support/render-example.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const missing = awsMissing();
const slow = { timeout: 600_000 };

const everyListing = [
  ...exampleNames()
    .map(exampleTexts)
    .filter((texts) => texts.size > 0),
  ...Object.values({ ...kinds, ...pythonKinds, ...ownImageKinds }).map(textsOf),
  textsOf(withModelAt('s3://other.bucket-1/model.tar.gz')),
];

describe.skipIf(missing)(`the template of an account${missing ? ` (${missing})` : ''}`, slow, () => {
  test.skipIf(!isEveryCase)(`cfn-lint has nothing to say of any${inCiAlone}`, () => {
    const folder = temporaryFolder();
    const files = oneIn(12, everyListing).map((texts, index) => {
      const file = join(folder, `${index}.yaml`);
      writeFileSync(file, texts.get(templatePath) ?? '');
      return file;
    });
    const words = ['--format', 'parseable', '--regions', 'us-east-2', '--', ...files];
    const linter = join(folderOf('aws'), 'bin/cfn-lint');
    const { stdout, stderr, status } = spawnSync(linter, words, { encoding: 'utf8' });
    expect([stdout, stderr, status]).toEqual(['', '', 0]);
  });

  test.skipIf(!isEveryCase)(
    `a later deployment changes what differs, and keeps what the first was told${inCiAlone}`,
    async () => {
      const aws = await startAws();
      const folder = generatedFolder(registrable['a model package']);
      const { PublishPolicy: _forgotten, ...roles } = deploy(aws, folder, 'GitHubRepository=acme/listings');
      const before = contentsOf(aws);
      expect(before.providers).toEqual([
        'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
      ]);
      writeManifest(folder, registrable['a model package'].replace('/out/', '/answers/'));
      expect(run(folder).status).toBe('written');
      // moto forgets the ARN of a policy that stayed as it was.
      expect(deploy(aws, folder)).toMatchObject(roles);
      const after = contentsOf(aws);
      const roleAfter = JSON.stringify(after.roles['SageMakerValidation']);
      expect(roleAfter).toContain('example-bucket/answers/*');
      expect(JSON.parse(roleAfter.replaceAll('/answers/', '/out/'))).toEqual(
        before.roles['SageMakerValidation'],
      );
      expect([after.providers, after.buckets]).toEqual([before.providers, before.buckets]);
    },
  );

  test('the workflow of one branch publishes, with the policy of the listing', async () => {
    const aws = await startAws();
    const folder = generatedFolder(registrable['a model package']);
    const outputs = deploy(aws, folder, 'GitHubRepository=acme/listings', 'GitHubBranch=release');
    const { roles } = contentsOf(aws);
    const role = roles[nameIn(outputs['GitHubRole'])];
    const host = 'token.actions.githubusercontent.com';
    expect(role?.trust).toMatchObject({
      Statement: [
        {
          Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${host}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              [`${host}:aud`]: 'sts.amazonaws.com',
              [`${host}:sub`]: 'repo:acme/listings:ref:refs/heads/release',
            },
          },
        },
      ],
    });
    expect(role?.attached).toEqual([outputs['PublishPolicy']]);
  });

  test('a second listing shares bucket, role, provider and publisher with the first', async () => {
    const aws = await startAws();
    const first = deploy(
      aws,
      generatedFolder(registrable['a model package']),
      'GitHubRepository=acme/listings',
    );
    const name = 'product: { type: model-package, name: other-scorer }';
    const second = generatedFolder(withValidation({ product: name }));
    const publisher = `PublishRole=${nameIn(first['GitHubRole'])}`;
    const made = ['MakeValidationRole=no', 'MakeBucketExampleBucket=no'];
    const outputs = deploy(aws, second, publisher, ...made);
    expect(outputs['GitHubRole']).toBeUndefined();
    const { roles } = contentsOf(aws);
    expect(Object.keys(roles[nameIn(outputs['ValidationRole'])]?.inline ?? {}).sort()).toEqual([
      'churn-scorer',
      'other-scorer',
    ]);
    expect(roles[nameIn(first['GitHubRole'])]?.attached.toSorted()).toEqual(
      [first['PublishPolicy'], outputs['PublishPolicy']].toSorted(),
    );
  });

  const registrations = Object.values(registrable).map((yaml, index) => [fronts[index], yaml] as const);

  test.each(oneIn(2, registrations))(
    '%s registers with its roles, and with no more than the policy permits',
    async (front = 'the script', yaml) => {
      const aws = await startAws();
      const folder = generatedFolder(yaml);
      const outputs = deploy(aws, folder, 'GitHubRepository=acme/listings');
      await aws.addImage('churn-scorer', '0.1.0', { region });
      await aws.addImage('churn-scorer-training', '0.1.0', { region });
      await aws.callAs(nameIn(outputs['GitHubRole']));
      const ran = register(aws, folder, front);
      expect(ran.code, ran.err).toBe(0);
      const request = (await aws.changes()).find(({ service }) => service === 'sagemaker');
      expect(request?.parameters).toMatchObject({
        ValidationSpecification: { ValidationRole: outputs['ValidationRole'] },
      });
    },
  );

  test('publishers may call what upload and register call, on this listing and on no other', async () => {
    const aws = await startAws();
    const folder = generatedFolder(withModelAt('s3://models/churn/model.tar.gz'));
    const outputs = deploy(aws, folder, 'GitHubRepository=acme/listings');
    await aws.callAs(nameIn(outputs['GitHubRole']));
    expect(refused(aws, 'churn-scorer', 'models', 'churn/model.tar.gz', 'churn-scorer-1')).toEqual([]);
    const elsewhere = refused(aws, 'churn-scorer-2', 'example-bucket', 'in/x.csv', 'churn');
    expect(elsewhere.length).toBe(15);
    expect(elsewhere).not.toContain('get_caller_identity');
    expect(refused(aws, 'churn-scorer', 'models', 'churn/other.tar.gz', 'churn-scorer-1')).toEqual([
      'head_object',
      'put_object',
      'create_multipart_upload',
      'list_parts',
      'upload_part',
      'complete_multipart_upload',
    ]);
  });

  test('who has only the role of the validation may not register', async () => {
    const aws = await startAws();
    const folder = generatedFolder(registrable['a model package']);
    deploy(aws, folder);
    await aws.addImage('churn-scorer', '0.1.0', { region });
    await aws.callAs('SageMakerValidation');
    const { code, err } = register(aws, folder, 'the command');
    expect(code).toBe(4);
    expect(err).toContain('this AWS identity is not allowed to do sts:GetCallerIdentity');
  });
});

test('a bucket keeps its name in the template when it gets another use', () => {
  const shared = Object.keys(resourcesOf(textsOf(withModelAt('s3://example-bucket/model.tar.gz'))));
  const apart = Object.keys(resourcesOf(textsOf(withModelAt('s3://models.example-bucket/model.tar.gz'))));
  expect(apart.filter((id) => !shared.includes(id))).toEqual(['BucketModelsExampleBucket']);
  expect(shared.filter((id) => !apart.includes(id))).toEqual([]);
});

test('two buckets whose names differ in their signs alone have two names in the template', () => {
  const ids = Object.entries(resourcesOf(textsOf(withModelAt('s3://example.bucket/model.tar.gz')))).flatMap(
    ([id, { Properties }]) => (Properties.BucketName ? [[id, Properties.BucketName]] : []),
  );
  expect(ids).toEqual([
    ['BucketExampleBucket', 'example-bucket'],
    ['BucketExampleBucketNr2', 'example.bucket'],
  ]);
});

function withValidation(members: Parameters<typeof modelPackage>[0]): string {
  const [validation = ''] = /^validation: .*$/m.exec(registrable['a model package']) ?? [];
  return modelPackage({ validation, ...members });
}

function withModelAt(s3Uri: string): string {
  return withValidation({ artifacts: `artifacts: { mode: s3, path: model, s3Uri: "${s3Uri}" }` });
}

/** Deploys the template as the guide says, and returns its outputs. */
function deploy(aws: Aws, folder: string, ...parameters: readonly string[]): Record<string, string> {
  const product = /name: ([a-z-]+)/.exec(text(folder, 'marketplace.yaml'))?.[1];
  const stack = ['--stack-name', `marketplace-${product}`];
  const overrides = parameters.length > 0 ? ['--parameter-overrides', ...parameters] : [];
  const template = ['--template-file', templatePath, '--capabilities', 'CAPABILITY_NAMED_IAM'];
  call(aws, folder, ['deploy', ...stack, ...template, ...overrides]);
  const answer = JSON.parse(call(aws, folder, ['describe-stacks', ...stack, '--output', 'json']));
  const outputs: readonly { OutputKey: string; OutputValue: string }[] = answer.Stacks[0].Outputs;
  return Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
}

/** The operations of an upload and a registration that the caller may not do there. */
function refused(aws: Aws, repository: string, bucket: string, key: string, resource: string): string[] {
  const words = [
    join(import.meta.dirname, '../support/publisher_calls.py'),
    region,
    repository,
    bucket,
    key,
    resource,
  ];
  const { stdout, stderr } = spawnSync(awsPython, words, { encoding: 'utf8', env: keysOnly(aws) });
  expect(stderr).toBe('');
  return stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '');
}

function call(aws: Aws, cwd: string, words: readonly string[]): string {
  const env = { ...keysOnly(aws), AWS_REGION: region, AWS_DEFAULT_REGION: region };
  const options = { cwd, env, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync('aws', ['cloudformation', ...words], options);
  expect(status, stderr).toBe(0);
  return stdout;
}

function nameIn(arn = ''): string {
  return arn.replace(/^.*\//, '');
}
