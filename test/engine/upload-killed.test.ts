import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Front, fronts } from '../support/publish-step.ts';
import { type Ecr, ecrRegistryMissing, startEcr } from './ecr-registry.ts';
import { engineMissing } from './engine.ts';
import { publish } from './publishing.ts';
import { isRunning, type Moment, runUpload, startUpload } from './running-upload.ts';
import { addModel, bucket, changesMade, cleanChanges, leftIn, region, s3Listing } from './upload-runs.ts';

const missing = ecrRegistryMissing() ?? engineMissing();
const slow = { timeout: 600_000 };

const operations = [
  'GetCallerIdentity',
  'DescribeRepositories',
  'CreateRepository',
  'DescribeImages',
  'GetAuthorizationToken',
  'StartImageScan',
  'BatchGetImage',
  'GetBucketLocation',
  'HeadObject',
  'PutObject',
  'DescribeImageScanFindings',
] as const;

/**
 * Each moment is one more run. A run of the script starts a dozen AWS CLIs and is slow, so it has only the
 * moments that leave something behind.
 */
const moments: Readonly<Record<Front, readonly Moment[]>> = {
  'the script': [
    { aws: 'CreateRepository' },
    { engine: 'push', when: 'before' },
    { engine: 'push', when: 'amidst' },
    { aws: 'StartImageScan' },
    { aws: 'PutObject' },
  ],
  'the command': [
    ...['version', 'image'].map((command): Moment => ({ engine: command, when: 'before' })),
    ...operations.slice(0, 5).map((operation): Moment => ({ aws: operation })),
    ...['context', 'tag', 'push'].map((command): Moment => ({ engine: command, when: 'before' })),
    { engine: 'push', when: 'after' },
    ...operations.slice(5).map((operation): Moment => ({ aws: operation })),
  ],
};

describe.skipIf(missing)(`an upload that is killed${missing ? ` (${missing})` : ''}`, () => {
  test.each(fronts)('%s goes on after each step, and does nothing twice', slow, async (front) => {
    const { ecr, folder } = await start();
    for (const moment of moments[front]) {
      const { signal, err } = await runUpload(ecr, folder, front, { moment });
      expect({ moment, signal }, err).toEqual({ moment, signal: 'SIGKILL' });
      if ('engine' in moment && moment.when === 'amidst') await untilPushed(ecr);
    }
    const last = publish(ecr, folder, front);
    expect(last.code, last.err).toBe(0);
    expect(last.err).toContain('churn-scorer:0.1.0: already exists\n');
    expect(changesMade(await ecr.aws.changes())).toEqual(cleanChanges);
    expect(await ecr.pushes()).toEqual({ blobs: 2, manifests: 1 });
    const { digest } = (await ecr.manifest('churn-scorer', '0.1.0')) ?? {};
    expect(last.out).toBe(`${ecr.host}/churn-scorer@${digest}\ns3://${bucket}/churn/model.tar.gz\n`);
  });

  test.each(fronts)('%s sends no part of a model twice', slow, async (front) => {
    const { ecr, folder } = await start();
    addModel(folder, 12_000_000);
    const environment = { MULTIPART_ABOVE: '1000', PART_BYTES: String(5 * 1024 * 1024) };
    for (const operation of ['UploadPart', 'CompleteMultipartUpload']) {
      const { signal, err } = await runUpload(ecr, folder, front, {
        moment: { aws: operation },
        environment,
      });
      expect(signal, err).toBe('SIGKILL');
    }
    const last = publish(ecr, folder, front, { environment });
    expect(last.code, last.err).toBe(0);
    expect(last.err).toContain('model.tar.gz: already exists\n');
    expect(changesMade(await ecr.aws.changes())).toEqual([
      'CreateRepository',
      'CreateMultipartUpload',
      ...['UploadPart', 'UploadPart', 'UploadPart'],
      'CompleteMultipartUpload',
    ]);
    expect(readdirSync(join(folder, '.sagemaker-mkt', 'upload'))).toEqual([]);
  });

  const signals = ['SIGINT', 'SIGTERM'] as const;
  test.each(fronts.flatMap((front) => signals.map((signal) => [front, signal] as const)))(
    '%s ends at once with a %s, and leaves no file and no running engine',
    slow,
    async (front, signal) => {
      const { ecr, folder } = await start();
      await ecr.fail({ method: 'POST', path: '/blobs/uploads/', how: 'silence' }, 9);
      const { end, ended, temporary } = await startUpload(ecr, folder, front);
      while (!isRunning('push', ecr.host)) await pause();
      expect(leftIn(temporary)).toHaveLength(1);
      end(signal);
      const { code, signal: by, out, err } = await ended;
      expect(code === 0 && by === null, err).toBe(false);
      expect(out).toBe('');
      expect(err).not.toContain('error');
      expect(leftIn(temporary)).toEqual([]);
      while (isRunning('push', ecr.host)) await pause();
      await ecr.heal();
    },
  );
});

async function start(): Promise<{ readonly ecr: Ecr; readonly folder: string }> {
  const ecr = await startEcr({ region });
  await ecr.aws.addBucket(bucket, region);
  return { ecr, folder: s3Listing() };
}

/** The engine continues on its own when its caller is gone, unless it had not asked for the password yet. */
async function untilPushed(ecr: Ecr): Promise<void> {
  while (isRunning('push', ecr.host) && !(await ecr.manifest('churn-scorer', '0.1.0'))) await pause();
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
