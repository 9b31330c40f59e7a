import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { engine } from '../images/run-engine.ts';
import { publishSteps } from '../support/publish-walk.ts';
import { pathWithQuickAws } from '../support/quick-aws.ts';
import { generateListing } from './built-listing.ts';
import { ecrRegistryMissing, startEcr } from './ecr-registry.ts';
import { imagesMissing, tryDocker } from './engine.ts';

const missing = ecrRegistryMissing() ?? imagesMissing();
const base = 'amazonlinux:2023';

describe.skipIf(missing)(`the guide of a listing${missing ? ` (${missing})` : ''}`, () => {
  test.each([
    ['algorithm', 'algorithm'],
    ['s3-artifacts', 'model-package'],
  ])(
    'leads from a fresh account to the ARN that AWS Marketplace asks for: %s',
    { timeout: 900_000 },
    async (example, kind) => {
      const { folder, inferenceImage, trainingImage } = generateListing(example, base);
      onTestFinished(() => {
        tryDocker(['image', 'rm', '--force', inferenceImage, trainingImage]);
        rmSync(folder, { recursive: true, force: true });
      });
      placeData(folder);
      const ecr = await startEcr({ region: 'us-east-2' });
      const steps = publishSteps(readFileSync(join(folder, 'README.md'), 'utf8'));
      const commands = steps
        .filter(({ needs }) => needs === 'account' || needs === 'engine')
        .map((step) => step.commands);
      const here = { PATH: pathWithQuickAws(), ENGINE: engine(), PAUSE_SECONDS: '0' };
      const env = { ...process.env, ...ecr.environment, ...here };
      const words = ['--norc', '-euo', 'pipefail', '-c', commands.join('\n')];
      const {
        status,
        stdout: out,
        stderr,
      } = spawnSync('bash', words, { cwd: folder, env, encoding: 'utf8' });
      expect(status, stderr).toBe(0);
      const name = `${inferenceImage.replace(/:.*/, '')}-${/:(.*)/.exec(inferenceImage)?.[1]?.replaceAll('.', '-')}`;
      expect(out).toContain(`\narn:aws:sagemaker:us-east-2:${ecr.aws.account}:${kind}/${name}\n`);
      expect(out.trim()).toMatch(/\narn:aws:iam::123456789012:role\/\S+-marketplace-access$/);
      expect(await ecr.aws.violations()).toEqual([]);
      for (const image of new Set([inferenceImage, trainingImage])) {
        const [repository = '', tag = ''] = image.split(':');
        const pushed = await ecr.manifest(repository, tag);
        expect(pushed?.mediaType).toBe('application/vnd.docker.distribution.manifest.v2+json');
        expect(out).toContain(`${ecr.host}/${repository}@${pushed?.digest}\n`);
      }
    },
  );
});

/** The data that the seller would have used for training. */
function placeData(folder: string): void {
  for (const channel of ['train', 'validation']) {
    const place = join(folder, 'local/input/data', channel);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'rows.csv'), '1,2\n');
  }
}
