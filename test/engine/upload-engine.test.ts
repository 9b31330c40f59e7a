import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { engine } from '../images/run-engine.ts';
import { startAws } from '../support/aws.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { generatedFolder } from '../support/listing-folder.ts';
import { fronts, publishStep } from '../support/publish-step.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ecrRegistryMissing } from './ecr-registry.ts';
import { docker, engineMissing } from './engine.ts';
import { makeImage } from './publishing.ts';
import { toldError } from './upload-runs.ts';

const missing = ecrRegistryMissing() ?? engineMissing();
const slow = { timeout: 600_000 };

describe.skipIf(missing)(`an upload without an engine or an image${missing ? ` (${missing})` : ''}`, () => {
  test.each(fronts)('%s says that there is no engine, or that it does not answer', slow, async (front) => {
    const folder = generatedFolder(modelPackage());
    const { environment } = await startAws();
    const socket = join(temporaryFolder(), 'socket');
    const silent = createServer().listen(socket);
    onTestFinished(() => void silent.close());
    const dead = `error: ${engine()} does not answer\n  fix: start it, and make sure that this user is allowed to use it\n`;
    for (const [settings, told] of [
      [
        { ENGINE: 'nothing-here' },
        'error: there is no nothing-here here, which pushes the image\n' +
          '  fix: install Docker; or install podman, and set ENGINE=podman\n',
      ],
      [{ ENGINE: engine(), DOCKER_HOST: 'tcp://127.0.0.1:9' }, dead],
      [{ ENGINE: engine(), DOCKER_HOST: `unix://${socket}`, ENGINE_SECONDS: '1' }, dead],
    ] as const) {
      const { code, out, err } = publishStep(front, 'upload', folder, [], { ...environment, ...settings });
      expect({ code, out }, err).toEqual({ code: 4, out: '' });
      expect(toldError(err)).toBe(told);
    }
  });

  test.each(fronts)(
    '%s says that the image is not built, or is for another processor',
    slow,
    async (front) => {
      const folder = generatedFolder(
        modelPackage({ product: 'product: { type: model-package, name: absent-scorer }' }),
      );
      const aws = await startAws();
      const upload = () => publishStep(front, 'upload', folder, [], { ...aws.environment, ENGINE: engine() });
      const absent = upload();
      expect(absent.code, absent.err).toBe(4);
      const fix = '  fix: build it with scripts/build.sh\n';
      expect(absent.err).toBe(`error: there is no image absent-scorer:0.1.0 here\n${fix}`);
      makeForArm('absent-scorer:0.1.0');
      const other = upload();
      expect(other.code, other.err).toBe(4);
      expect(other.err).toBe(
        `error: absent-scorer:0.1.0 is for linux/arm64, and SageMaker runs linux/amd64\n${fix}`,
      );
      expect(await aws.calls(), 'nobody is asked before').toEqual([]);
    },
  );
});

/** `import --platform` does not keep the platform, so the configuration is rewritten. */
function makeForArm(image: string): void {
  makeImage(image);
  const folder = temporaryFolder();
  docker(['save', '--output', join(folder, 'image.tar'), image]);
  execFileSync('tar', ['-xf', 'image.tar'], { cwd: folder });
  const [{ Config: name }] = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const settings = readFileSync(join(folder, name), 'utf8');
  writeFileSync(join(folder, name), settings.replace('"architecture":"amd64"', '"architecture":"arm64"'));
  execFileSync('sh', ['-c', 'rm image.tar && tar -cf image.tar --exclude image.tar *'], { cwd: folder });
  docker(['image', 'rm', image]);
  docker(['load', '--input', join(folder, 'image.tar')]);
}
