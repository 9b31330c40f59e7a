import { closeSync, ftruncateSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { tooLargeModel } from '../../src/shell/too-large-model.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const inS3 = 'artifacts: { mode: s3, path: model, s3Uri: s3://models/churn/model.tar.gz }';
const torch = 'framework: { name: pytorch, accelerator: cuda }';
const instances = (types: string) =>
  `inference: { instances: { realtime: [${types}], transform: [${types}] } }`;

/** What is said of a model of so many gigabytes, in a file that takes no room. */
function wordsFor(members: Parameters<typeof modelPackage>[0], gigabytes: number) {
  const folder = temporaryFolder();
  const path = join(folder, 'model/deep/weights');
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  ftruncateSync(file, gigabytes * 1e9);
  closeSync(file);
  return tooLargeModel(resolveText(modelPackage(members)), folder, 'marketplace.yaml');
}

test('a model in S3 that is larger than the disk of a batch transform is told', () => {
  const members = { artifacts: inS3 };
  expect(wordsFor(members, 30)).toEqual([]);
  expect(wordsFor(members, 30.1)).toEqual([
    {
      code: 'model-above-batch-volume',
      path: 'marketplace.yaml',
      severity: 'warning',
      what: 'the model in `model/` has 30.1 GB, and the disk of a batch transform has 30 on ml.m5.large',
      because:
        'AWS validates a product by a batch transform, where SageMaker reports no more than an internal error then',
      fix: 'make it smaller, or declare only ml.g4dn types for transforms, which have a disk of their own',
    },
  ]);
});

test('g4dn has a disk of its own, and a model in the image does not need the one of SageMaker', () => {
  const onG4dn = {
    framework: torch,
    artifacts: inS3,
    inference: instances('ml.g4dn.xlarge'),
  };
  expect(wordsFor(onG4dn, 31).map(({ code }) => code)).toEqual(['model-above-gpu-memory']);
  expect(wordsFor({}, 31)).toEqual([]);
});

test('a model that one GPU cannot hold is told, with the types on which it cannot', () => {
  const members = { framework: torch, inference: instances('ml.g6.xlarge, ml.g6e.xlarge') };
  expect(wordsFor(members, 23)).toEqual([]);
  expect(wordsFor(members, 25)).toEqual([
    {
      code: 'model-above-gpu-memory',
      path: 'marketplace.yaml',
      severity: 'warning',
      what: 'the model in `model/` has 25.0 GB, which is more than one GPU of ml.g6.xlarge holds',
      because: 'a GPU of ml.g6.xlarge has 22 GiB, and the results of each layer need room too',
      fix: 'leave these types out, save the model in a smaller number format, or spread it over several GPUs in your code',
    },
  ]);
});

test('nobody knows the memory of a GPU of p3', () => {
  expect(wordsFor({ framework: torch, inference: instances('ml.p3.2xlarge') }, 100)).toEqual([]);
});
