import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { fronts } from '../support/publish-step.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ecrRegistryMissing, startEcr } from './ecr-registry.ts';
import { engineMissing } from './engine.ts';
import { listingWith, publish } from './publishing.ts';
import {
  addModel,
  bucket,
  changesMade,
  cleanChanges,
  leftIn,
  region,
  s3Listing,
  toldError,
} from './upload-runs.ts';

const missing = ecrRegistryMissing() ?? engineMissing();
const slow = { timeout: 600_000 };

describe.skipIf(missing)(`an upload whose target is missing${missing ? ` (${missing})` : ''}`, () => {
  test.each(fronts)('%s says that the bucket is missing, or in another Region', slow, async (front) => {
    const ecr = await startEcr({ region });
    const folder = s3Listing();
    const without = publish(ecr, folder, front);
    expect(without.code, without.err).toBe(4);
    expect(toldError(without.err)).toBe(
      `error: cannot look for the bucket ${bucket}: there is no such bucket\n` +
        '  fix: make it in the Region of marketplace.yaml (aws s3 mb), or correct the S3 address there\n',
    );
    await ecr.aws.addBucket(bucket, 'eu-west-1');
    const elsewhere = publish(ecr, folder, front);
    expect(elsewhere.code, elsewhere.err).toBe(4);
    expect(toldError(elsewhere.err)).toBe(
      `error: the bucket ${bucket} is in eu-west-1, and the listing in ${region}\n` +
        '  fix: name a bucket of that Region in artifacts.s3Uri: AWS requires images and model in one Region\n',
    );
  });

  test.each(fronts)('%s refuses a release whose manifest SageMaker does not take', slow, async (front) => {
    const ecr = await startEcr({ region });
    const folder = listingWith(modelPackage(), ['churn-scorer:0.1.0']);
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    await ecr.aws.addImage('churn-scorer', '0.1.0', { region, mediaType });
    const { code, err } = publish(ecr, folder, front);
    expect(code, err).toBe(4);
    expect(toldError(err)).toBe(
      `error: churn-scorer:0.1.0 has a manifest of type ${mediaType}, and SageMaker accepts only those of Docker\n` +
        '  fix: build with scripts/build.sh and upload with --move-tag; the containerd image store of Docker must be off\n',
    );
  });

  test.each(fronts)('%s says that the disk is full, and leaves nothing on it', slow, async (front) => {
    const ecr = await startEcr({ region });
    const folder = s3Listing();
    addModel(folder, 3_000_000);
    await ecr.aws.addBucket(bucket, region);
    for (const [size, what] of [
      ['16k', 'there is no room for temporary files'],
      ['1m', 'there is no room for model.tar.gz'],
    ] as const) {
      const disk = smallDisk(size);
      const { code, err } = publish(ecr, folder, front, { environment: { TMPDIR: disk } });
      expect(code, err).toBe(4);
      expect(toldError(err)).toBe(
        `error: ${what}\n  fix: set TMPDIR to a folder that has enough, and run this again\n`,
      );
      expect(leftIn(disk)).toEqual([]);
    }
    const roomy = publish(ecr, folder, front);
    expect(roomy.code, roomy.err).toBe(0);
    expect(changesMade(await ecr.aws.changes())).toEqual(cleanChanges);
  });
});

function smallDisk(size: string): string {
  const disk = join(temporaryFolder(), 'disk');
  mkdirSync(disk);
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]);
  expect(status, String(stderr)).toBe(0);
  onTestFinished(() => void spawnSync('umount', [disk]));
  return disk;
}
