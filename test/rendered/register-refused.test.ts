import { describe, expect, test } from 'vitest';
import { awsMissing, startAws } from '../support/aws.ts';
import { oneIn } from '../support/every-case.ts';
import { generatedFolder } from '../support/listing-folder.ts';
import { commandFirst, fronts, inTurns, publishStep } from '../support/publish-step.ts';
import { region, register, registrable, uploaded } from '../support/registrations.ts';

const missing = awsMissing();
const slow = { timeout: 600_000 };

describe.skipIf(missing)(`what register refuses${missing ? ` (${missing})` : ''}`, slow, () => {
  test.each(oneIn(2, fronts))('%s says why AWS did not take it, and what helps', async (front) => {
    const { aws, folder } = await uploaded(registrable['a model package']);
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

  test.each(fronts)('%s registers only what is uploaded', async (front) => {
    const aws = await startAws();
    const folder = generatedFolder(registrable['a model package']);
    // Sellers have the plain `aws`, so this test uses it too.
    const plain = { ...aws.environment, PATH: process.env['PATH'] ?? '' };
    const { code, err } = publishStep(front, 'register', folder, [], plain);
    expect(code).toBe(4);
    expect(err).toContain('error: churn-scorer:0.1.0 is not in ECR\n  fix: upload it with scripts/upload.sh');
    expect(await aws.changes()).toEqual([]);
  });

  test.each(oneIn(2, fronts))('%s refuses a release that was made from another image', async (front) => {
    const { aws, folder } = await uploaded(registrable['a model package']);
    expect(register(aws, folder, front).code).toBe(0);
    await aws.addImage('churn-scorer', '0.1.0', { region, size: 1 });
    const { code, err } = register(aws, folder, front);
    expect(code).toBe(4);
    expect(err).toContain(
      'error: churn-scorer-0-1-0 already exists, and was made from another image\n  fix: raise product.release',
    );
  });

  test.each(
    inTurns(
      oneIn(2, [
        [
          'AccessDeniedException',
          'User: arn:aws:iam::123456789012:user/x is not authorized to perform: sagemaker:CreateModelPackage on resource: x because no identity-based policy allows the sagemaker:CreateModelPackage action',
          'this AWS identity is not allowed to do sagemaker:CreateModelPackage\n  fix: deploy marketplace/cloudformation.yaml',
        ],
        [
          'ExpiredTokenException',
          'The security token included in the request is expired',
          'your AWS credentials have expired',
        ],
        [
          'ResourceLimitExceeded',
          'The account-level service limit is 1',
          'a limit of the account is reached',
        ],
      ] as const),
    ),
  )('%s says what %s means', async (front, code, message, words) => {
    const { aws, folder } = await uploaded(registrable['a model package']);
    await aws.fail('CreateModelPackage', { code, message, status: 400 }, 9);
    const refused = register(aws, folder, front);
    expect(refused.code).toBe(4);
    expect(refused.err).toContain(`error: cannot create churn-scorer-0-1-0: ${words}`);
    await aws.fail('CreateModelPackage', { code, message }, 0);
  });

  test.each(
    inTurns(
      oneIn(2, [
        [
          'Client error: Access denied for registry 210987654321',
          'the image is not in a repository of this account\n  fix: run scripts/upload.sh',
        ],
        [
          'Unsupported manifest media type application/vnd.oci.image.manifest.v1+json',
          'SageMaker accepts only images with a Docker manifest\n  fix: build with scripts/build.sh',
        ],
        [
          'Could not assume role arn:aws:iam::123456789012:role/SageMakerValidation',
          'the role of the validation lacks permissions\n  fix: deploy marketplace/cloudformation.yaml again',
        ],
      ] as const),
    ),
  )('%s says already when it creates: %s', async (front, message, words) => {
    const { aws, folder } = await uploaded(registrable['a model package']);
    await aws.fail('CreateModelPackage', { code: 'ValidationException', message });
    const refused = register(aws, folder, front);
    expect([refused.code, refused.out]).toEqual([4, '']);
    expect(refused.err).toContain(`error: cannot create churn-scorer-0-1-0: ${words}`);
    expect(refused.err).toMatch(/\n {2}said: \S/);
  });

  test.each(oneIn(2, commandFirst))(
    '%s refuses credentials of another account before anything is asked for',
    async (front) => {
      const { aws, folder } = await uploaded(
        registrable['a model package'].replace('iam::123456789012', 'iam::210987654321'),
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

  test.each(oneIn(2, fronts))('%s wants credentials, and says so', async (front) => {
    const { aws, folder } = await uploaded(registrable['a model package']);
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

  test.each(oneIn(2, commandFirst))('%s says that AWS is not reached', async (front) => {
    const { aws, folder } = await uploaded(registrable['a model package']);
    const { code, err } = publishStep(front, 'register', folder, [], {
      ...aws.environment,
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_MAX_ATTEMPTS: '1',
    });
    expect(code).toBe(4);
    expect(err).toContain('error: cannot find out the account: this machine cannot reach AWS');
  });
});
