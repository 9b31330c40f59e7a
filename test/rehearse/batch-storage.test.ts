import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ImageScene } from '../../src/rehearse/check.ts';
import { batchStorage } from '../../src/rehearse/checks/batch-storage.ts';
import { loadMaterials } from '../../src/shell/rehearse/load-materials.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const inS3 = 'artifacts: { mode: s3, path: model, s3Uri: "s3://bucket/model.tar.gz" }';

/** The result for a listing with a model of two files, without bytes on the disk. */
function look(bytes: number, members: Parameters<typeof modelPackage>[0] = {}) {
  if (batchStorage.phase !== 'image') throw new Error('it looks at no model');
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'model/deep'), { recursive: true });
  for (const [name, size] of [
    ['weights.bin', bytes / 2],
    ['deep/more.bin', bytes / 2],
  ] as const) {
    writeFileSync(join(folder, 'model', name), '');
    truncateSync(join(folder, 'model', name), size);
  }
  const materials = loadMaterials(resolveText(modelPackage({ artifacts: inS3, ...members })), folder);
  return batchStorage.look(materials as ImageScene);
}

test('a model of more than 30 GB does not fit on the volume of a batch transform', () => {
  expect(look(30_000_000_000)).toEqual({ verdict: 'passed', words: '30 GB' });
  expect(look(30_600_000_000)).toMatchObject({ verdict: 'failed', words: 'the model has 31 GB' });
});

test('types with a disk of their own hold a larger one', () => {
  const instances = 'instances: { realtime: [ml.g4dn.xlarge], transform: [ml.g4dn.xlarge] }';
  expect(look(40_000_000_000, { inference: `inference: { ${instances} }` })).toMatchObject({
    verdict: 'passed',
  });
});

test('a model in the image is not on that volume', () => {
  expect(look(10, { artifacts: 'artifacts: { mode: bundled, path: model }' })).toEqual({
    verdict: 'not-seen',
    words: 'the model is in the image, or comes from a training',
  });
});
