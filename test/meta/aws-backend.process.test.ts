import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Aws, awsMissing, startAws } from '../support/aws.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { pathWithQuickAws } from '../support/quick-aws.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const missing = isEveryCase && awsMissing();
const because = missing ? ` (${missing})` : inCiAlone;
const [repository, tag] = ['churn-scorer', '1.0.0'];
const image = ['--repository-name', repository, '--image-id', `imageTag=${tag}`];
const containerImage = `123456789012.dkr.ecr.us-east-1.amazonaws.com/${repository}:${tag}`;

describe.skipIf(missing || !isEveryCase)(`the API of the tests${because}`, () => {
  test('records who requests what, accepts only its own keys, and starts empty for each test', async () => {
    const first = await startAws();
    expect(await ask(first, 'sts get-caller-identity')).toMatchObject({ Account: first.account });
    const second = await startAws();
    expect(
      await refusal(first, 'sts get-caller-identity', [], { AWS_SESSION_TOKEN: 'of somebody' }),
    ).toContain('(InvalidClientTokenId)');
    const role = ['--role-name', 'Validation', '--assume-role-policy-document', '{}'];
    await ask(second, 'iam create-role', role);
    expect((await first.calls()).map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
    expect(await second.changes()).toEqual([
      {
        service: 'iam',
        operation: 'CreateRole',
        region: 'us-east-1',
        parameters: { RoleName: 'Validation', AssumeRolePolicyDocument: '{}' },
        status: 200,
      },
    ]);
  });

  test('has repositories, a password for them, and images with their digests and manifests', async () => {
    const aws = await startAws();
    const making = ['--image-scanning-configuration', 'scanOnPush=true', '--tags', 'Key=team,Value=risk'];
    await ask(aws, 'ecr create-repository', ['--repository-name', repository, ...making]);
    const digest = await aws.addImage(repository, tag, { size: 1234 });
    const ids = ['--repository-name', repository, '--image-ids', `imageTag=${tag}`];
    const [password, { imageDetails }, { images, failures }] = await Promise.all([
      printed(aws, 'ecr get-login-password'),
      ask(aws, 'ecr describe-images', ids),
      ask(aws, 'ecr batch-get-image', [...ids, 'imageTag=other']),
    ]);
    expect(password.trim()).toBe(aws.registryPassword);
    expect(imageDetails).toMatchObject([
      {
        imageDigest: digest,
        imageTags: [tag],
        imageSizeInBytes: 1234,
        imageManifestMediaType: 'application/vnd.docker.distribution.manifest.v2+json',
      },
    ]);
    expect(`sha256:${createHash('sha256').update(images[0].imageManifest).digest('hex')}`).toBe(digest);
    expect(failures).toMatchObject([{ imageId: { imageTag: 'other' }, failureCode: 'ImageNotFound' }]);
    const [noImage, noRepository] = await Promise.all([
      refusal(aws, 'ecr describe-images', [...ids, 'imageTag=other']),
      refusal(aws, 'ecr describe-images', ['--repository-name', 'other']),
    ]);
    expect(noImage).toContain('(ImageNotFoundException)');
    expect(noRepository).toContain('(RepositoryNotFoundException)');
    expect((await aws.changes()).map(({ operation }) => operation)).toEqual(['CreateRepository']);
    expect(await aws.violations()).toEqual([]);
  });

  test('scans once on push, or when told to', async () => {
    const aws = await startAws();
    await aws.addImage(repository, tag);
    expect(await refusal(aws, 'ecr start-image-scan', image)).toContain('(LimitExceededException)');
    expect(await ask(aws, 'ecr describe-image-scan-findings', image)).toMatchObject({
      imageScanStatus: { status: 'IN_PROGRESS' },
    });
    expect(await ask(aws, 'ecr describe-image-scan-findings', image)).toMatchObject({
      imageScanStatus: { status: 'COMPLETE' },
      imageScanFindings: { findings: [], findingSeverityCounts: {} },
    });

    const manual = ['--repository-name', 'manual', '--image-id', `imageTag=${tag}`];
    await ask(aws, 'ecr create-repository', ['--repository-name', 'manual']);
    await aws.addImage('manual', tag);
    const early = await refusal(aws, 'ecr describe-image-scan-findings', manual);
    expect(early).toContain('(ScanNotFoundException)');
    expect(await ask(aws, 'ecr start-image-scan', manual)).toMatchObject({
      imageScanStatus: { status: 'IN_PROGRESS' },
    });
    await ask(aws, 'ecr describe-image-scan-findings', manual);
  });

  test('gives the findings that a test wants, a page of 100 at a time, basic and enhanced', async () => {
    const findings = Array.from({ length: 150 }, (_, index) => ({
      name: `CVE-2026-${index}`,
      severity: index < 2 ? 'CRITICAL' : 'LOW',
      package: 'openssl',
      version: '1.0',
      fixedIn: '1.1',
    }));
    const [basic, enhanced] = [await startAws(), await startAws({ enhanced: true })];
    for (const aws of [basic, enhanced]) {
      await aws.addImage(repository, tag);
      await aws.scan(repository, [{ status: aws === basic ? 'COMPLETE' : 'ACTIVE', findings }]);
    }
    const [one, other] = await Promise.all(
      [basic, enhanced].map((aws) => ask(aws, 'ecr describe-image-scan-findings', image)),
    );
    expect(one.imageScanFindings.findings).toHaveLength(150);
    expect(one.imageScanFindings.findingSeverityCounts).toEqual({ CRITICAL: 2, LOW: 148 });
    expect(other.imageScanFindings.enhancedFindings).toHaveLength(150);
    expect(other.imageScanFindings.enhancedFindings[149]).toMatchObject({
      severity: 'LOW',
      packageVulnerabilityDetails: { vulnerabilityId: 'CVE-2026-149' },
    });
    expect(await basic.calls()).toHaveLength(2);
    expect(await refusal(enhanced, 'ecr start-image-scan', image)).toContain('This feature is disabled');
    expect([await basic.violations(), await enhanced.violations()]).toEqual([[], []]);
  });

  test('creates a model package and tells how its validation goes', async () => {
    const aws = await startAws();
    await aws.addImage(repository, tag);
    const name = ['--model-package-name', 'churn-scorer-1-0-0'];
    expect(await refusal(aws, 'sagemaker describe-model-package', name)).toContain('does not exist');
    const creating = [...name, '--inference-specification', `Containers=[{Image=${containerImage}}]`];
    const { ModelPackageArn } = await ask(aws, 'sagemaker create-model-package', creating);
    expect(ModelPackageArn).toBe('arn:aws:sagemaker:us-east-1:123456789012:model-package/churn-scorer-1-0-0');
    expect(await refusal(aws, 'sagemaker create-model-package', creating)).toContain('already exists');
    const validations = [{ name: 'Batch', status: 'Failed', reason: 'ClientError: no answer' }];
    await aws.resource([{ status: 'InProgress' }, { status: 'Failed', validations }]);
    const states = [];
    for (let question = 0; question < 2; question += 1)
      states.push(await ask(aws, 'sagemaker describe-model-package', name));
    expect(states).toMatchObject([
      { ModelPackageStatus: 'InProgress' },
      {
        ModelPackageStatus: 'Failed',
        ModelPackageStatusDetails: {
          ValidationStatuses: [{ Name: 'Batch', Status: 'Failed', FailureReason: 'ClientError: no answer' }],
        },
      },
    ]);
    await printed(aws, 'sagemaker delete-model-package', name);
    await aws.addImage(repository, tag, { mediaType: 'application/vnd.oci.image.manifest.v1+json' });
    expect(await refusal(aws, 'sagemaker create-model-package', creating)).toContain(
      'Unsupported manifest media type application/vnd.oci.image.manifest.v1+json',
    );
    expect((await aws.changes()).map(({ operation, status }) => [operation, status])).toEqual([
      ['CreateModelPackage', 200],
      ['CreateModelPackage', 400],
      ['DeleteModelPackage', 200],
      ['CreateModelPackage', 400],
    ]);
  });

  test('refuses requests that do not match the service’s model, and names the fault', async () => {
    const aws = await startAws();
    const request = {
      AlgorithmName: 'a_b',
      TrainingSpecification: {
        TrainingImage: containerImage,
        SupportedTrainingInstanceTypes: ['ml.x'],
        TrainingChannels: [
          { Name: 'train', SupportedContentTypes: ['text/csv'], SupportedInputModes: ['File'] },
        ],
      },
    };
    const said = await refusal(aws, 'sagemaker create-algorithm', [
      '--cli-input-json',
      JSON.stringify(request),
    ]);
    expect(said).toContain('(ValidationException)');
    const violations = await aws.violations();
    expect(violations).toEqual([
      expect.stringContaining("'a_b' does not match"),
      expect.stringContaining("'ml.x' is not a word of TrainingInstanceType"),
    ]);
  });

  test('fails as a test wants it to, and no longer', async () => {
    const aws = await startAws();
    const once = { AWS_MAX_ATTEMPTS: '1' };
    const make = ['--repository-name', repository];
    await aws.fail('CreateRepository', { code: 'AccessDeniedException' });
    expect(await refusal(aws, 'ecr create-repository', make)).toContain(
      'is not authorized to perform: ecr:CreateRepository on resource: ' +
        'arn:aws:ecr:us-east-1:123456789012:repository/churn-scorer because no identity-based policy allows',
    );
    await aws.fail('CreateRepository', { cut: true });
    expect(await refusal(aws, 'ecr create-repository', make, once)).toMatch(
      /Connection was closed|Could not connect/,
    );
    await ask(aws, 'ecr create-repository', make);
    await aws.fail('GetCallerIdentity', { code: 'ExpiredToken', message: 'It is late.', status: 403 }, 2);
    for (const times of [1, 2])
      expect(await refusal(aws, 'sts get-caller-identity'), `${times}`).toContain('(ExpiredToken)');
    await ask(aws, 'sts get-caller-identity');
    expect((await aws.changes()).map(({ status }) => status)).toEqual([400, 0, 200]);
    await expect(aws.fail('MakeRepository', { cut: true })).rejects.toThrow('MakeRepository');
  });

  test('keeps files in S3, and writes down their parts and checksums', async () => {
    const aws = await startAws();
    await aws.addBucket('models');
    const file = join(temporaryFolder(), 'model.tar.gz');
    writeFileSync(file, Buffer.alloc(20 * 1024 * 1024, 'x'));
    const metadata = ['--metadata', 'made-by=us', '--only-show-errors'];
    await printed(aws, 's3 cp', [file, 's3://models/churn/model.tar.gz', ...metadata]);
    const put = [
      '--bucket',
      'models',
      '--key',
      'small',
      '--body',
      'package.json',
      '--checksum-algorithm',
      'SHA256',
    ];
    await ask(aws, 's3api put-object', put);
    const head = await ask(aws, 's3api head-object', ['--bucket', 'models', '--key', 'churn/model.tar.gz']);
    expect(head).toMatchObject({ ContentLength: 20 * 1024 * 1024, Metadata: { 'made-by': 'us' } });
    expect(await putInChunks(aws, '/models/stream')).toBe(200);
    expect(await printed(aws, 's3 cp', ['s3://models/stream', '-'])).toBe('hello');
    const calls = await aws.changes();
    const parts = calls.filter(({ operation }) => operation === 'UploadPart');
    expect(parts.map(({ parameters }) => parameters['PartNumber']).sort()).toEqual(['1', '2', '3']);
    expect(calls.filter((call) => !parts.includes(call))).toMatchObject([
      { operation: 'CreateMultipartUpload', parameters: { Bucket: 'models', Metadata: { 'made-by': 'us' } } },
      { operation: 'CompleteMultipartUpload', parameters: { UploadId: expect.stringMatching(/./) } },
      { operation: 'PutObject', parameters: { Key: 'small', ChecksumSHA256: expect.stringMatching(/=$/) } },
      { operation: 'PutObject', parameters: { Key: 'stream', ChecksumCRC32: 'NhCmhg==' } },
    ]);
  });
});

/** A stream as an SDK sends it: in chunks, with the checksum after the last one. */
async function putInChunks(aws: Aws, path: string): Promise<number> {
  const scope = `${aws.environment['AWS_ACCESS_KEY_ID']}/20261121/us-east-1/s3/aws4_request`;
  const headers = {
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
    'x-amz-security-token': aws.environment['AWS_SESSION_TOKEN'] ?? '',
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-trailer': 'x-amz-checksum-crc32',
    'x-amz-decoded-content-length': '5',
    'content-encoding': 'aws-chunked',
  };
  const body = '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n';
  return (await fetch(`${aws.url}${path}`, { method: 'PUT', headers, body })).status;
}

interface Output {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(aws: Aws, command: string, words: readonly string[], more: object): Promise<Output> {
  const env = { ...process.env, PATH: pathWithQuickAws(), ...aws.environment, ...more };
  const all = [...command.split(' '), ...words, '--region', 'us-east-1', '--output', 'json'];
  return new Promise((resolve) =>
    execFile('aws', all, { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
    ),
  );
}

async function printed(aws: Aws, command: string, words: readonly string[] = []): Promise<string> {
  const { status, stdout, stderr } = await run(aws, command, words, {});
  expect(status, stderr).toBe(0);
  return stdout;
}

// biome-ignore lint/suspicious/noExplicitAny: what a command prints has the shape that the test expects of it.
async function ask(aws: Aws, command: string, words: readonly string[] = []): Promise<any> {
  return JSON.parse(await printed(aws, command, words));
}

async function refusal(
  aws: Aws,
  command: string,
  words: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { status, stderr } = await run(aws, command, words, more);
  expect(status, 'it was to be refused').not.toBe(0);
  return stderr;
}
