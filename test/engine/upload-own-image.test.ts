import { describe, expect, test } from 'vitest';
import { modelPackage, ownImage } from '../support/expect-problems.ts';
import { writeManifest } from '../support/listing-folder.ts';
import { fronts } from '../support/publish-step.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ecrRegistryMissing, startEcr } from './ecr-registry.ts';
import { engineMissing } from './engine.ts';
import { makeForOtherPlatform } from './other-platform.ts';
import { listingWith, makeImage, publish } from './publishing.ts';

const missing = ecrRegistryMissing() ?? engineMissing();
const slow = { timeout: 600_000 };
const region = 'us-east-2';

const validation =
  'validation: { role: arn:aws:iam::123456789012:role/V, transform: { input: s3://data/in/, output: s3://data/out/, contentType: text/csv } }';
const jobs = 'training: { channels: { train: s3://data/train/ }, output: s3://data/model/ } }';
const algorithm = ownImage({
  product: 'product: { type: algorithm, name: churn-scorer, release: 2.0.0 }',
  image: 'image: { inference: "team/serves:{release}", training: trains:7 }',
  training: 'training: { channels: [{ name: train, contentTypes: [text/csv] }] }',
  validation: validation.replace(/ }$/, `, ${jobs}`),
});

/** Nothing but a manifest. */
function bareFolder(yaml: string): string {
  const folder = temporaryFolder();
  writeManifest(folder, yaml);
  return folder;
}

describe.skipIf(missing)(`an image of the seller’s own${missing ? ` (${missing})` : ''}`, () => {
  test.each(fronts)('%s pushes and registers both images of an algorithm', slow, async (front) => {
    const ecr = await startEcr({ region });
    const folder = listingWith(algorithm, ['team/serves:2.0.0', 'trains:7']);
    const uploaded = publish(ecr, folder, front);
    expect(uploaded.code, uploaded.err).toBe(0);
    const repositories = ['churn-scorer', 'churn-scorer-training'];
    const pushed = await Promise.all(repositories.map((name) => ecr.manifest(name, '2.0.0')));
    const addresses = repositories.map((name, index) => `${ecr.host}/${name}@${pushed[index]?.digest}`);
    expect(uploaded.out).toBe(addresses.map((address) => `${address}\n`).join(''));
    const registered = publish(ecr, folder, front, { step: 'register' });
    expect(registered.code, registered.err).toBe(0);
    expect(registered.out).toBe(`arn:aws:sagemaker:${region}:123456789012:algorithm/churn-scorer-2-0-0\n`);
    const created = (await ecr.aws.changes()).find(({ operation }) => operation === 'CreateAlgorithm');
    for (const address of addresses) expect(JSON.stringify(created?.parameters)).toContain(address);
    expect(await ecr.aws.violations()).toEqual([]);
  });

  test('needs a manifest and nothing else', slow, async () => {
    const ecr = await startEcr({ region });
    makeImage('my-image:1');
    const folder = bareFolder(ownImage({ validation }));
    const uploaded = publish(ecr, folder, 'the command');
    expect(uploaded.code, uploaded.err).toBe(0);
    const registered = publish(ecr, folder, 'the command', { step: 'register' });
    expect(registered.code, registered.err).toBe(0);
    expect(registered.out).toContain('model-package/churn-scorer-0-1-0\n');
  });

  test('may be named in the call, in place of the one that would be generated', slow, async () => {
    const ecr = await startEcr({ region });
    makeImage('built-by-ci:99');
    const folder = bareFolder(modelPackage());
    const { code, out, err } = publish(ecr, folder, 'the command', { words: ['--image', 'built-by-ci:99'] });
    expect(code, err).toBe(0);
    expect(out).toBe(`${ecr.host}/churn-scorer@${(await ecr.manifest('churn-scorer', '0.1.0'))?.digest}\n`);
  });

  test.each(fronts)(
    '%s sends nothing of one that is missing, or for another processor',
    slow,
    async (front) => {
      const ecr = await startEcr({ region });
      const folder = listingWith(ownImage({ image: 'image: not-yet:1' }), []);
      expect(publish(ecr, folder, front)).toEqual({
        code: 4,
        out: '',
        err: 'error: there is no image not-yet:1 here\n  fix: build it, or pull it\n',
      });
      makeForOtherPlatform('not-yet:1');
      expect(publish(ecr, folder, front)).toEqual({
        code: 4,
        out: '',
        err: 'error: not-yet:1 is for linux/arm64, and SageMaker runs linux/amd64\n  fix: build it with --platform linux/amd64\n',
      });
      expect(await ecr.aws.calls()).toEqual([]);
    },
  );
});
