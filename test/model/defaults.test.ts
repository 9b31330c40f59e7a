import { expect, test } from 'vitest';
import * as defaults from '../../src/model/defaults.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { resolveListing } from '../../src/resolve/resolve-listing.ts';
import { preparedForTests } from '../support/prepared.ts';

const smallest: Manifest = {
  version: 1,
  product: { type: 'algorithm', name: 'churn-scorer' },
  framework: 'typescript',
  base: 'amazonlinux:2023',
  contentTypes: { input: ['text/csv'], output: ['application/json'] },
  training: { channels: [{ name: 'train', contentTypes: ['text/csv'] }] },
  validation: {
    role: 'arn:aws:iam::123456789012:role/v',
    transform: { input: 's3://bucket/in/', output: 's3://bucket/out/', contentType: 'text/csv' },
  },
};

test('a rule measures what a listing leaves out by the same values that the listing gets', () => {
  const { value } = resolveListing(smallest, preparedForTests().catalogue);
  expect({
    release: value.release,
    region: value.upload.region,
    block: value.upload.block,
    realtime: value.inference.realtimeInstances,
    transform: value.inference.transformInstances,
    training: value.training?.instances,
    maxConcurrent: value.validation?.transform.maxConcurrent,
    maxPayloadMB: value.validation?.transform.maxPayloadMB,
  }).toEqual({
    release: defaults.defaultRelease,
    region: defaults.defaultRegion,
    block: defaults.defaultBlock,
    realtime: [defaults.defaultRealtimeInstance],
    transform: [defaults.defaultTransformInstance],
    training: [defaults.defaultTrainingInstance],
    maxConcurrent: defaults.defaultMaxConcurrent,
    maxPayloadMB: defaults.defaultMaxPayloadMB,
  });
});
