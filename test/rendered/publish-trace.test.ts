import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Aws, awsMissing } from '../support/aws.ts';
import { generatedFolder } from '../support/listing-folder.ts';
import { registrable, uploaded } from '../support/registrations.ts';
import { type Ran, runBin } from '../support/run-bin.ts';

const missing = awsMissing();
const because = missing ? ` (${missing})` : '';
const slow = { timeout: 600_000 };

/** Texts that a seller's machine and manifest have, and that must go nowhere. */
const planted = {
  apiToken: 'planted-api-token-1',
  ofProduct: 'planted-variable-of-the-product',
  proxy: 'planted-proxy-password',
};

describe.skipIf(missing)(`the trace of a registration${because}`, slow, () => {
  test('has each step with its status and its time, and no secret', async () => {
    const { aws, folder } = await uploaded(withSecrets(registrable['a model package']));
    await aws.resource([{ status: 'InProgress' }, { status: 'Completed' }]);
    const { code, err } = trace(aws, folder);
    expect(code, err).toBe(0);
    expect(err).toContain('trace.jsonl has the record of this run, without secrets');
    const [head, ...entries] = linesOf(folder);
    expect(head).toMatchObject({ trace: 'sagemaker-mkt', command: 'register', started: expect.any(String) });
    const calls = entries.filter(({ kind }) => kind === 'aws');
    expect(calls.map(({ service, operation, status }) => `${service} ${operation} ${status}`)).toEqual([
      'STS GetCallerIdentity 200',
      'ECR DescribeImages 200',
      'SageMaker DescribeModelPackage 400',
      'SageMaker CreateModelPackage 200',
      'SageMaker DescribeModelPackage 200',
      'SageMaker DescribeModelPackage 200',
    ]);
    for (const { at, took } of calls) expect([typeof at, typeof took]).toEqual(['number', 'number']);
    expect(calls[3]?.request).toMatchObject({
      ModelPackageName: 'churn-scorer-0-1-0',
      InferenceSpecification: { Containers: [{ Image: expect.stringMatching(/^\*{8}9012\.dkr\.ecr\./) }] },
    });
    expect(entries.filter(({ kind }) => kind === 'said').map(({ text }) => text)).toContain(
      'account ********9012, Region us-east-2',
    );
    expect(entries.at(-1)).toMatchObject({ kind: 'end', code: 0, meaning: 'done' });
    expectNoSecret(aws, folder);
    expect(statSync(join(folder, 'trace.jsonl')).mode & 0o777).toBe(0o600);
  });

  test('has the words of a refusal, and no secret that AWS repeats', async () => {
    const { aws, folder } = await uploaded(withSecrets(registrable['a model package']));
    const { AWS_SESSION_TOKEN, AWS_ACCESS_KEY_ID } = aws.environment;
    await aws.fail('CreateModelPackage', {
      code: 'AccessDeniedException',
      message: `arn:aws:iam::${aws.account}:user/jane with ${AWS_ACCESS_KEY_ID} and x-amz-security-token:${AWS_SESSION_TOKEN} see https://example.com/a?X-Amz-Signature=planted-signature`,
    });
    expect(trace(aws, folder).code).toBe(4);
    const entries = linesOf(folder);
    expect(entries.find(({ operation }) => operation === 'CreateModelPackage')).toMatchObject({
      status: 400,
      error: {
        name: 'AccessDeniedException',
        message: expect.stringContaining('arn:aws:iam::********9012:user/jane'),
      },
    });
    expect(entries.at(-1)).toMatchObject({ kind: 'end', code: 4, meaning: 'gateFailed' });
    expectNoSecret(aws, folder, ['planted-signature']);
  });

  test('is not written over another file, and nothing is asked then', async () => {
    const { aws, folder } = await uploaded(registrable['a model package']);
    writeFileSync(join(folder, 'trace.jsonl'), 'notes\n');
    const { code, err } = trace(aws, folder);
    expect([code, err]).toEqual([2, expect.stringContaining('would overwrite a file that is no report')]);
    expect(await aws.calls()).toEqual([]);
    expect(readFileSync(join(folder, 'trace.jsonl'), 'utf8')).toBe('notes\n');
  });
});

test('a dry run has a record of what it would do', () => {
  const folder = generatedFolder();
  const { code, out } = runBin(['upload', '--dry-run', '--trace', 'trace.jsonl'], folder);
  expect(code).toBe(0);
  expect(linesOf(folder).map(({ kind, text }) => text ?? kind)).toEqual([undefined, out.trim(), 'end']);
});

function withSecrets(yaml: string): string {
  return `${yaml}inference: { environment: { PLANTED: ${planted.ofProduct} } }\n`.replace(
    'team: risk',
    `team: ${planted.apiToken}`,
  );
}

function trace(aws: Aws, folder: string): Ran {
  return runBin(['register', '--trace', 'trace.jsonl'], folder, {
    ...aws.environment,
    PAUSE_SECONDS: '0',
    SOME_API_TOKEN: planted.apiToken,
    NO_PROXY: '*',
    HTTPS_PROXY: `http://jane:${planted.proxy}@proxy.example.com:3128`,
  });
}

function expectNoSecret(aws: Aws, folder: string, others: readonly string[] = []): void {
  const text = readFileSync(join(folder, 'trace.jsonl'), 'utf8');
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = aws.environment;
  const secrets = [...aws.secrets, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, aws.account];
  const found = [...secrets, ...Object.values(planted), ...others].filter(
    (secret) => secret && text.includes(secret),
  );
  expect(found).toEqual([]);
}

function linesOf(folder: string): readonly Record<string, unknown>[] {
  const lines = readFileSync(join(folder, 'trace.jsonl'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}
