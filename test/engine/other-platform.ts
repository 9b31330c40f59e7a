import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { docker, tryDocker } from './engine.ts';

/** An image for another processor than SageMaker's. */
export function makeForOtherPlatform(image: string): void {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY Dockerfile /\n');
  docker(['build', '--quiet', '--platform', 'linux/arm64', '--tag', image, folder], { DOCKER_BUILDKIT: '1' });
  onTestFinished(() => void tryDocker(['image', 'rm', '--force', image]));
}
