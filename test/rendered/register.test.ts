import { describe, expect, test } from 'vitest';
import { type Aws, awsMissing, startAws } from '../support/aws.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { generatedFolder } from '../support/listing-folder.ts';
import { type Front, fronts, publishStep } from '../support/publish-step.ts';
import type { Ran } from '../support/run-bin.ts';

const missing = awsMissing();
/** A run of the script waits for the start of a dozen AWS CLIs, on a busy machine for seconds each. */
const slow = { timeout: 600_000 };
const region = 'us-east-2';
const bucket = 's3://example-bucket';

const transform = `transform: { input: ${bucket}/in/, output: ${bucket}/out/, contentType: text/csv }`;
const role = 'role: arn:aws:iam::123456789012:role/SageMakerValidation';
const training = `training: { channels: { train: ${bucket}/train/ }, output: ${bucket}/model/ }`;
const tags = 'upload: { tags: { team: risk } }';

const kinds = {
  'a model package': modelPackage({ validation: `validation: { ${role}, ${transform} }`, upload: tags }),
  'an algorithm': algorithm({
    validation: `validation: { ${role}, ${transform}, ${training} }`,
    upload: tags,
  }),
};

describe.skipIf(missing).each(Object.entries(kinds))(
  `register of %s${missing ? ` (${missing})` : ''}`,
  slow,
  (kind, yaml) => {
    const effects = new Map<Front, unknown>();
    const type = kind === 'an algorithm' ? 'algorithm' : 'model-package';
    const arn = `arn:aws:sagemaker:${region}:123456789012:${type}/churn-scorer-0-1-0`;

    test.each(fronts)('%s creates it once, waits for AWS, and prints the ARN', async (front) => {
      const { aws, folder, digests } = await uploaded(yaml);
      const first = register(aws, folder, front);
      expect(first.code, first.err).toBe(0);
      expect(first.out).toBe(`${arn}\n`);
      const changes = await aws.changes();
      expect(changes).toHaveLength(1);
      const request = JSON.stringify(changes[0]?.parameters);
      const registry = `123456789012.dkr.ecr.${region}.amazonaws.com`;
      for (const [index, digest] of digests.entries())
        expect(request).toContain(`${registry}/churn-scorer${index === 1 ? '-training' : ''}@${digest}`);
      expect(changes[0]?.parameters).toMatchObject({
        CertifyForMarketplace: true,
        Tags: [{ Key: 'team', Value: 'risk' }],
      });
      const second = register(aws, folder, front);
      expect(second.code, second.err).toBe(0);
      expect(second.out).toBe(`${arn}\n`);
      expect(await aws.changes()).toHaveLength(1);
      expect(await aws.violations()).toEqual([]);
      const requests = changes.map(({ parameters: { ClientToken: _random, ...rest } }) => rest);
      effects.set(front, { requests, first, second });
    });

    test('both send the same request, and tell the same', () => {
      expect(effects.get('the script')).toEqual(effects.get('the command'));
    });
  },
);

describe.skipIf(missing)(`register${missing ? ` (${missing})` : ''}`, slow, () => {
  test.each(fronts)('%s says why AWS did not take it, and what helps', async (front) => {
    const { aws, folder } = await uploaded(kinds['a model package']);
    const reason = 'Client error: Access denied for registry 999\nof somebody else';
    await aws.resource([
      { status: 'InProgress' },
      {
        status: 'Failed',
        validations: [{ name: 'validation', status: 'Failed', reason }],
        imageScans: [{ name: 'image', status: 'Completed' }],
      },
    ]);
    const failed = register(aws, folder, front);
    expect(failed.code, failed.err).toBe(4);
    expect(failed.out).toBe('');
    expect(failed.err).toContain(
      `  ValidationStatuses validation: Failed ${reason.replace('\n', '\n    ')}\n`,
    );
    expect(failed.err).toContain('  ImageScanStatuses image: Completed');
    expect(failed.err).toContain(
      'the image is not in a repository of this account\n  fix: run scripts/upload.sh',
    );
    expect(register(aws, folder, front).code, 'it stays as it is').toBe(4);
    expect(await aws.changes()).toHaveLength(1);
    await aws.resource([{ status: 'Completed' }]);
  });

  test.each(fronts)('%s replaces one that failed when it is told to, and no other', async (front) => {
    const { aws, folder } = await uploaded(kinds['a model package']);
    await aws.resource([{ status: 'Failed' }]);
    expect(register(aws, folder, front).code).toBe(4);
    await aws.resource([{ status: 'Failed' }, { status: 'Completed' }]);
    const again = register(aws, folder, front, ['--recreate']);
    expect(again.code, again.err).toBe(0);
    expect(again.err).toContain('churn-scorer-0-1-0: the one that failed is removed\n');
    const verbs = (await aws.changes()).map(({ operation }) =>
      operation.replace(/[A-Z][a-zA-Z]+$/, (word) => word),
    );
    expect(verbs.map((verb) => verb.slice(0, 6))).toEqual(['Create', 'Delete', 'Create']);
    const kept = register(aws, folder, front, ['--recreate']);
    expect(kept.code, kept.err).toBe(0);
    expect(await aws.changes()).toHaveLength(3);
  });

  test.each(fronts)('%s leaves at once with --no-wait', async (front) => {
    const { aws, folder } = await uploaded(kinds['a model package']);
    await aws.resource([{ status: 'Pending' }]);
    const left = register(aws, folder, front, ['--no-wait']);
    expect(left.code, left.err).toBe(0);
    expect(left.out).toBe('arn:aws:sagemaker:us-east-2:123456789012:model-package/churn-scorer-0-1-0\n');
    expect(left.err).toContain('churn-scorer-0-1-0: Pending\n');
  });

  test.each(fronts)('%s registers nothing that is not uploaded', async (front) => {
    const aws = await startAws();
    const folder = generatedFolder(kinds['a model package']);
    const { code, err } = register(aws, folder, front);
    expect(code).toBe(4);
    expect(err).toContain('error: churn-scorer:0.1.0 is not in ECR\n  fix: upload it with scripts/upload.sh');
    expect(await aws.changes()).toEqual([]);
  });

  test.each(fronts)('%s refuses a release that was made from another image', async (front) => {
    const { aws, folder } = await uploaded(kinds['a model package']);
    expect(register(aws, folder, front).code).toBe(0);
    await aws.addImage('churn-scorer', '0.1.0', { region, size: 1 });
    const { code, err } = register(aws, folder, front);
    expect(code).toBe(4);
    expect(err).toContain(
      'error: churn-scorer-0-1-0 is there already, made from another image\n  fix: raise product.release',
    );
  });

  test.each(
    fronts.flatMap((front) =>
      (
        [
          [
            'ExpiredTokenException',
            'The security token included in the request is expired',
            'your AWS credentials have expired',
          ],
          [
            'AccessDeniedException',
            'User: arn:aws:iam::123456789012:user/x is not authorized to perform: sagemaker:CreateModelPackage on resource: x because no identity-based policy allows the sagemaker:CreateModelPackage action',
            'this AWS identity may not do sagemaker:CreateModelPackage\n  fix: attach marketplace/iam-policy.json',
          ],
          [
            'ResourceLimitExceeded',
            'The account-level service limit is 1',
            'a limit of the account is reached',
          ],
        ] as const
      ).map((row) => [front, ...row] as const),
    ),
  )('%s says what %s means', async (front, code, message, words) => {
    const { aws, folder } = await uploaded(kinds['a model package']);
    await aws.fail('CreateModelPackage', { code, message, status: 400 }, 9);
    const refused = register(aws, folder, front);
    expect(refused.code).toBe(4);
    expect(refused.err).toContain(`error: cannot create churn-scorer-0-1-0: ${words}`);
    await aws.fail('CreateModelPackage', { code, message }, 0);
  });

  test.each(
    fronts.flatMap((front) =>
      (
        [
          [
            'Client error: Access denied for registry 210987654321',
            'the image is not in a repository of this account\n  fix: run scripts/upload.sh',
          ],
          [
            'Unsupported manifest media type application/vnd.oci.image.manifest.v1+json',
            'SageMaker takes images with a Docker manifest only\n  fix: build with scripts/build.sh',
          ],
          [
            'Could not assume role arn:aws:iam::123456789012:role/SageMakerValidation',
            'the role of the validation may not do what it must\n  fix: give validation.role both files',
          ],
        ] as const
      ).map((row) => [front, ...row] as const),
    ),
  )('%s says already when it creates: %s', async (front, message, words) => {
    const { aws, folder } = await uploaded(kinds['a model package']);
    await aws.fail('CreateModelPackage', { code: 'ValidationException', message });
    const refused = register(aws, folder, front);
    expect([refused.code, refused.out]).toEqual([4, '']);
    expect(refused.err).toContain(`error: cannot create churn-scorer-0-1-0: ${words}`);
    expect(refused.err).toMatch(/\n {2}said: \S/);
  });

  test.each(fronts)('%s takes what another run has created meanwhile, if it is the same', async (front) => {
    const { aws, folder } = await uploaded(kinds['an algorithm']);
    expect(register(aws, folder, front).code).toBe(0);
    const absent = { code: 'ValidationException', message: 'Algorithm x does not exist.' };
    await aws.fail('DescribeAlgorithm', absent);
    const second = register(aws, folder, front);
    expect(second.code, second.err).toBe(0);
    expect(second.err).toContain('churn-scorer-0-1-0: is there already\n');
    expect(second.err).not.toContain('created');
    expect((await aws.changes()).map(({ status }) => status)).toEqual([200, 400]);
    await aws.addImage('churn-scorer', '0.1.0', { region, size: 1 });
    await aws.fail('DescribeAlgorithm', absent);
    const other = register(aws, folder, front);
    expect([other.code, other.out]).toEqual([4, '']);
    expect(other.err).toContain('error: churn-scorer-0-1-0 is there already, made from another image\n');
  });

  test.each(fronts)('%s waits for one that AWS is still removing, and says so', async (front) => {
    const { aws, folder } = await uploaded(kinds['a model package']);
    expect(register(aws, folder, front).code).toBe(0);
    const leaving = { status: 'Deleting' };
    await aws.resource([leaving, leaving, leaving, { status: 'Completed' }]);
    const { code, err } = register(aws, folder, front);
    expect(code, err).toBe(0);
    expect(err.match(/^.*: Deleting.*$/gm)).toEqual([
      'churn-scorer-0-1-0: Deleting; its name is taken until AWS has removed it',
    ]);
  });

  test.each(fronts)(
    '%s refuses credentials of another account before anything is asked for',
    async (front) => {
      const { aws, folder } = await uploaded(
        kinds['a model package'].replace('iam::123456789012', 'iam::210987654321'),
      );
      const { code, err } = register(aws, folder, front);
      expect(code).toBe(4);
      expect(err).toBe(
        'error: these credentials are of account 123456789012, and validation.role is of account 210987654321\n' +
          '  fix: log in to that account, or name the role of yours in marketplace.yaml and generate\n',
      );
      expect((await aws.calls()).map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
    },
  );

  test.each(fronts)('%s wants credentials, and says so', async (front) => {
    const { aws, folder } = await uploaded(kinds['a model package']);
    const {
      AWS_ACCESS_KEY_ID: _key,
      AWS_SECRET_ACCESS_KEY: _secret,
      AWS_SESSION_TOKEN: _token,
      ...rest
    } = aws.environment;
    const { code, err } = publishStep(front, 'register', folder, [], rest);
    expect(code).toBe(4);
    expect(err).toContain(
      'error: cannot find out the account: there are no AWS credentials here\n  fix: log in',
    );
  });

  test.each(fronts)('%s says that AWS is not reached', async (front) => {
    const { aws, folder } = await uploaded(kinds['a model package']);
    const { code, err } = publishStep(front, 'register', folder, [], {
      ...aws.environment,
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_MAX_ATTEMPTS: '1',
    });
    expect(code).toBe(4);
    expect(err).toContain('error: cannot find out the account: AWS is not reached from this machine');
  });
});

async function uploaded(yaml: string): Promise<{ aws: Aws; folder: string; digests: readonly string[] }> {
  const aws = await startAws();
  const folder = generatedFolder(yaml);
  const digests = [await aws.addImage('churn-scorer', '0.1.0', { region })];
  if (yaml.includes('algorithm'))
    digests.push(await aws.addImage('churn-scorer-training', '0.1.0', { region }));
  return { aws, folder, digests };
}

function register(aws: Aws, folder: string, front: Front, words: readonly string[] = []): Ran {
  return publishStep(front, 'register', folder, words, aws.environment);
}
