import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeListing } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { build, factsOf, realBase, uniqueName } from './built-listing.ts';
import { docker, imagesMissing, tryDocker } from './engine.ts';

const missing = imagesMissing();

test.skipIf(missing)(
  `packages of the manifest are installed by the base, below everything else${missing ? ` (${missing})` : ''}`,
  { timeout: 300_000 },
  () => {
    const folder = temporaryFolder();
    const name = uniqueName('packages');
    const product = `product: { type: model-package, name: ${name} }`;
    placeListing(folder, modelPackage({ product, base: 'base: { os: ubuntu:18.04, packages: [libgomp1] }' }));
    mkdirSync(join(folder, 'model'), { recursive: true });
    const image = `${name}:0.1.0`;
    console.log(`${build(folder, 'BuildKit')}\n  on ${realBase(factsOf('ubuntu:18.04'))}`);
    try {
      const isThere = 'ls /usr/lib/x86_64-linux-gnu/libgomp.so.1 && ls /var/lib/apt/lists';
      expect(docker(['run', '--rm', image, 'sh', '-c', isThere])).toBe(
        '/usr/lib/x86_64-linux-gnu/libgomp.so.1',
      );
      const [base, packages] = factsOf(image).RootFS.Layers;
      expect(base).toBe(factsOf('ubuntu:18.04').RootFS.Layers[0]);
      expect(packages).not.toBe(base);
    } finally {
      tryDocker(['image', 'rm', '--force', image]);
    }
  },
);
