import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { type Front, fronts } from '../support/publish-step.ts';
import { ecrRegistryMissing, startEcr } from './ecr-registry.ts';
import { engineMissing } from './engine.ts';
import { asked, listingWith, makeImage, publish } from './publishing.ts';

const missing = ecrRegistryMissing() ?? engineMissing();
const slow = { timeout: 600_000 };
const region = 'us-east-2';
const bucket = 'example-models-us-east-2';
const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json';

const combined = 'training: { image: combined, channels: [{ name: train, contentTypes: [text/csv] }] }';
const s3Model = `artifacts: { mode: s3, path: model, s3Uri: s3://${bucket}/churn/model.tar.gz }`;

describe.skipIf(missing).each([
  [
    'a model package',
    modelPackage({ upload: 'upload: { tags: { team: "r=1@x:y/z+a b", "@k=1": "file://=", none: "" } }' }),
    ['churn-scorer'],
  ],
  ['an algorithm', algorithm(), ['churn-scorer', 'churn-scorer-training']],
  ['an algorithm in one image', algorithm({ training: combined }), ['churn-scorer']],
])(`upload of %s${missing ? ` (${missing})` : ''}`, (_what, yaml, repositories) => {
  const effects = new Map<Front, unknown>();

  test.each(fronts)('%s pushes each image once, and prints what a request names', slow, async (front) => {
    const ecr = await startEcr({ region });
    const folder = listingWith(
      yaml,
      repositories.map((name) => `${name}:0.1.0`),
    );
    const first = publish(ecr, folder, front);
    expect(first.code, first.err).toBe(0);
    const pushes = await ecr.pushes();
    expect(pushes).toEqual({ blobs: 2 * repositories.length, manifests: repositories.length });
    const manifests = await Promise.all(repositories.map((name) => ecr.manifest(name, '0.1.0')));
    expect(manifests.map((manifest) => manifest?.mediaType)).toEqual(repositories.map(() => dockerManifest));
    const addresses = repositories.map((name, index) => `${ecr.host}/${name}@${manifests[index]?.digest}\n`);
    expect(first.out).toBe(addresses.join(''));
    const changes = asked(await ecr.aws.changes());

    const second = publish(ecr, folder, front);
    expect(second.code, second.err).toBe(0);
    expect(second.out).toBe(first.out);
    expect(await ecr.pushes()).toEqual(pushes);
    expect(await ecr.aws.violations()).toEqual([]);
    const digests = new RegExp(manifests.map((manifest) => manifest?.digest).join('|'), 'g');
    effects.set(front, {
      changes: changes.map((change) => change.replace(digests, 'digest')),
      said: saidByUs(first.err),
      saidAgain: saidByUs(second.err),
    });
  });

  test('both ask AWS for the same changes, in the same order and with the same words', () => {
    expect(effects.get('the script')).toEqual(effects.get('the command'));
  });
});

describe.skipIf(missing)(`upload${missing ? ` (${missing})` : ''}`, () => {
  test.each(fronts)('%s stores a model in S3, and the other way finds it there', slow, async (front) => {
    const ecr = await startEcr({ region });
    const folder = listingWith(modelPackage({ artifacts: s3Model }), ['churn-scorer:0.1.0']);
    mkdirSync(join(folder, 'model'));
    writeFileSync(join(folder, 'model', 'weights.bin'), Buffer.alloc(300_000, 'weights'));
    await ecr.aws.addBucket(bucket, region);
    const first = publish(ecr, folder, front);
    expect(first.code, first.err).toBe(0);
    expect(first.out).toMatch(/\ns3:\/\/example-models-us-east-2\/churn\/model\.tar\.gz\n$/);
    const other = fronts.find((name) => name !== front) ?? front;
    expect(publish(ecr, folder, other).err).toContain('model.tar.gz: already exists');
    const stored = (await ecr.aws.changes()).filter(({ operation }) => operation === 'PutObject');
    expect(stored).toHaveLength(1);
  });

  test.each(fronts)(
    '%s refuses another image for the same release, unless an option allows it',
    slow,
    async (front) => {
      const ecr = await startEcr({ region });
      const folder = listingWith(modelPackage(), ['churn-scorer:0.1.0']);
      // Sellers have the plain `aws`, so this upload uses it too.
      const environment = { PATH: process.env['PATH'] ?? '' };
      expect(publish(ecr, folder, front, { environment }).code).toBe(0);
      const before = await ecr.manifest('churn-scorer', '0.1.0');
      makeImage('churn-scorer:0.1.0');
      const refused = publish(ecr, folder, front);
      expect(refused.code).toBe(4);
      expect(refused.err).toContain(
        'error: churn-scorer:0.1.0 is already in ECR, and is another image\n  fix: raise product.release',
      );
      expect(await ecr.manifest('churn-scorer', '0.1.0')).toEqual(before);
      const moved = publish(ecr, folder, front, { words: ['--move-tag'] });
      expect(moved.code, moved.err).toBe(0);
      expect(await ecr.manifest('churn-scorer', '0.1.0')).not.toEqual(before);
    },
  );

  test.each(fronts)('%s says what it would do, without any request', slow, async (front) => {
    const ecr = await startEcr({ region });
    const folder = listingWith(modelPackage({ artifacts: s3Model }), []);
    const { code, out, err } = publish(ecr, folder, front, { words: ['--dry-run'] });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      'would push churn-scorer:0.1.0 to the repository churn-scorer in us-east-2, and have it scanned\n' +
        `would pack model and store it as s3://${bucket}/churn/model.tar.gz\n`,
    );
    expect(await ecr.aws.calls()).toEqual([]);
  });
});

/** Without the engine's output about layers, and without the name of the next step. */
function saidByUs(err: string): readonly string[] {
  return err
    .split('\n')
    .filter((line) => /^(account|error|scan of|s3:|churn-scorer[a-z-]*(:0\.1\.0)?: )/.test(line));
}
