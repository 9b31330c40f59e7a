import { describe, expect, test } from 'vitest';
import type { Failure } from '../support/aws.ts';
import { fronts } from '../support/publish-step.ts';
import { ecrRegistryMissing, startEcr } from './ecr-registry.ts';
import { engineMissing } from './engine.ts';
import { publish } from './publishing.ts';
import { bucket, changesMade, cleanChanges, region, s3Listing, toldError } from './upload-runs.ts';

const missing = ecrRegistryMissing() ?? engineMissing();
const slow = { timeout: 600_000 };

/** In the order in which successive refused runs reach them. */
const operations = [
  ['GetCallerIdentity', 'find out the account'],
  ['DescribeRepositories', 'look for the repository churn-scorer'],
  ['CreateRepository', 'create the repository churn-scorer'],
  ['DescribeImages', 'look for churn-scorer:0.1.0 in ECR'],
  ['GetAuthorizationToken', 'get the password of the registry'],
  ['StartImageScan', 'start the scan of churn-scorer:0.1.0'],
  ['BatchGetImage', 'read the manifest of churn-scorer:0.1.0'],
  ['GetBucketLocation', 'look for the bucket example-models-us-east-2'],
  ['HeadObject', 'look for s3://example-models-us-east-2/churn/model.tar.gz'],
  ['PutObject', 'store s3://example-models-us-east-2/churn/model.tar.gz'],
  ['DescribeImageScanFindings', 'read the scan of churn-scorer:0.1.0'],
] as const;

const services = /^(?:(GetCaller)|(GetBucket|HeadObject|PutObject))/;

/** The action as the error names it. For this request, S3 returns only a status number. */
function actionOf(operation: string): string {
  if (operation === 'HeadObject') return 's3:GetObject, or not s3:ListBucket';
  const [, sts, s3] = services.exec(operation) ?? [];
  return `${sts ? 'sts' : s3 ? 's3' : 'ecr'}:${operation}`;
}

describe.skipIf(missing)(`an upload that AWS refuses${missing ? ` (${missing})` : ''}`, () => {
  test.each(fronts)(
    '%s names what this identity may not do, and goes on once it may',
    slow,
    async (front) => {
      const ecr = await startEcr({ region });
      const folder = s3Listing();
      await ecr.aws.addBucket(bucket, region);
      for (const [operation, doing] of operations) {
        const code = operation.startsWith('GetCaller') || /Object|Bucket/.test(operation) ? '' : 'Exception';
        await ecr.aws.fail(operation, { code: `AccessDenied${code}`, status: code ? 400 : 403 });
        const refused = publish(ecr, folder, front);
        expect({ operation, code: refused.code, out: refused.out }, refused.err).toEqual({
          operation,
          code: 4,
          out: '',
        });
        expect(toldError(refused.err)).toBe(
          `error: cannot ${doing}: this AWS identity is not allowed to do ${actionOf(operation)}\n` +
            '  fix: deploy marketplace/cloudformation.yaml, and attach its PublishPolicy to this identity\n',
        );
      }
      const allowed = publish(ecr, folder, front);
      expect(allowed.code, allowed.err).toBe(0);
      expect(await ecr.pushes()).toEqual({ blobs: 2, manifests: 1 });
      expect(changesMade(await ecr.aws.changes())).toEqual(cleanChanges);
      const asked = new Set((await ecr.aws.calls()).map(({ operation }) => operation));
      expect([...asked].sort(), 'each is refused above').toEqual(operations.map(([name]) => name).sort());
    },
  );

  const denied = 'Access Denied';
  const canonical =
    "The Canonical String for this request should have been 'POST\n/\n\nhost:x\nx-amz-security-token:TOKEN\n'";

  /** The response of AWS to the first request, the expected message, and the expected fix. */
  const faults: readonly (readonly [string, Extract<Failure, { code: string }>, number, string, string])[] = [
    [
      'credentials that have expired',
      {
        code: 'ExpiredToken',
        message: 'The security token included in the request is expired',
        status: 403,
      },
      1,
      'your AWS credentials have expired',
      'log in again',
    ],
    [
      'a clock that is wrong, as S3 says it',
      {
        code: 'RequestTimeTooSkewed',
        message: 'The difference between the request time and the current time is too large.',
        status: 403,
      },
      9,
      'the clock of this machine is wrong',
      'set it',
    ],
    [
      'a clock that is wrong, as the others say it',
      {
        code: 'SignatureDoesNotMatch',
        message: 'Signature expired: 20150101T000000Z is now earlier than 20261121T000000Z',
        status: 403,
      },
      9,
      'the clock of this machine is wrong',
      'set it',
    ],
    [
      'too many questions',
      { code: 'Throttling', message: 'Rate exceeded', status: 400 },
      5,
      'AWS throttles these calls, also after several tries',
      'wait a few minutes',
    ],
    [
      'a fault of its own',
      { code: 'InternalFailure', message: 'An internal error', status: 500 },
      5,
      'AWS has an internal error, also after several tries',
      'wait a few minutes',
    ],
    [
      'a refusal without words',
      { code: 'AccessDenied', message: denied, status: 403 },
      1,
      'this AWS identity is not allowed to do GetCallerIdentity',
      'deploy marketplace/cloudformation.yaml',
    ],
    [
      'a signature that it does not take, with the session token in its words',
      { code: 'SignatureDoesNotMatch', message: canonical, status: 403 },
      9,
      'AWS does not know these credentials in this Region',
      'check that the keys are complete',
    ],
  ];

  test.each(faults.flatMap((fault) => fronts.map((front) => [front, ...fault] as const)))(
    '%s understands %s',
    slow,
    async (front, _what, failure, times, what, fix) => {
      const ecr = await startEcr({ region });
      const folder = s3Listing();
      const token = ecr.environment['AWS_SESSION_TOKEN'] ?? '';
      await ecr.aws.fail(
        'GetCallerIdentity',
        { ...failure, message: failure.message?.replace('TOKEN', token) ?? '' },
        times,
      );
      const { code, out, err } = publish(ecr, folder, front);
      expect({ code, out }, err).toEqual({ code: 4, out: '' });
      expect(err).not.toContain(token);
      expect(err.match(/^error: /gm)).toHaveLength(1);
      expect(err).toContain(`error: cannot find out the account: ${what}\n  fix: ${fix}`);
      expect(err).toContain(failure.code);
      if (times === 5) expect(await ecr.aws.calls(), 'asked five times').toHaveLength(5);
    },
  );

  const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '' };
  const settings: readonly (readonly [string, Record<string, string>, string])[] = [
    [
      'no credentials',
      none,
      'there are no AWS credentials here\n  fix: log in as the AWS CLI does: aws configure, aws sso login, or AWS_PROFILE=<name>\n',
    ],
    [
      'a profile that is not there',
      { ...none, AWS_PROFILE: 'nobody' },
      'AWS_PROFILE names a profile that does not exist on this machine\n  fix: choose one of those that  aws configure list-profiles  prints\n',
    ],
    [
      'keys that nobody knows',
      { AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE' },
      'AWS does not know these credentials in this Region\n  fix: check that the keys are complete and belong to the right account, and that the account has opted in to the Region of marketplace.yaml\n',
    ],
    [
      'no way to AWS',
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
      'this machine cannot reach AWS\n  fix: look at the network, the proxy (HTTPS_PROXY) and the Region, and run this again: it goes on where it stopped\n',
    ],
  ];

  test.each(fronts)('%s says why AWS cannot be reached', slow, async (front) => {
    const ecr = await startEcr({ region });
    const folder = s3Listing();
    for (const [what, environment, words] of settings) {
      const { code, out, err } = publish(ecr, folder, front, { environment });
      expect({ what, code, out }, err).toEqual({ what, code: 4, out: '' });
      expect(toldError(err)).toBe(`error: cannot find out the account: ${words}`);
    }
    expect(await ecr.aws.changes()).toEqual([]);
  });
});
