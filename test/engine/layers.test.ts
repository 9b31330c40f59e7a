import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Builder, build, buildListing, factsOf } from './built-listing.ts';
import { imagesMissing } from './engine.ts';
import { pushed, registryMissing, startRegistry } from './registry.ts';

const missing = imagesMissing();
const withoutRegistry = missing ?? registryMissing();
const builders: readonly Builder[] = ['BuildKit', 'the legacy builder'];

test.skipIf(missing).each(builders)(
  `a changed handler makes one new layer, and the model's and Node's stay, by %s${missing ? ` (${missing})` : ''}`,
  { timeout: 300_000 },
  (builder) => {
    const listing = buildListing('minimal', 'alpine:3.3', builder);
    try {
      const before = factsOf(listing.inferenceImage).RootFS.Layers;
      appendFileSync(join(listing.folder, 'src/inference.ts'), '// A change.\n');
      console.log(`a changed handler: ${build(listing.folder, builder)}`);
      const after = factsOf(listing.inferenceImage).RootFS.Layers;
      expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
      expect(after.at(-1)).not.toBe(before.at(-1));
    } finally {
      listing.remove();
    }
  },
);

test.skipIf(withoutRegistry).each(builders)(
  `a registry gets Docker's manifest and no index, by %s${withoutRegistry ? ` (${withoutRegistry})` : ''}`,
  { timeout: 300_000 },
  async (builder) => {
    const registry = await startRegistry();
    const listing = buildListing('minimal', 'amazonlinux:2023', builder);
    try {
      const { mediaType, config, layers } = await pushed(registry, listing.inferenceImage);
      expect(mediaType).toBe('application/vnd.docker.distribution.manifest.v2+json');
      expect(config.mediaType).toBe('application/vnd.docker.container.image.v1+json');
      const types = new Set(layers.map((layer) => layer.mediaType));
      expect([...types]).toEqual(['application/vnd.docker.image.rootfs.diff.tar.gzip']);
      const sizes = layers.map(({ size }) => `${(size / 1e6).toFixed(1)} MB`);
      console.log(`as pushed, from base to code, by ${builder}: ${sizes.join(', ')}`);
    } finally {
      listing.remove();
    }
  },
);
