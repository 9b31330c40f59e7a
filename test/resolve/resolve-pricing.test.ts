import { expect, it } from 'vitest';
import { resolveText } from '../support/build-listing.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';

const inference =
  'inference: { instances: { realtime: [ml.m5.large, ml.c5.xlarge], transform: [ml.m5.large, ml.m5.xlarge] } }';

it('gives every instance type of every use its own price, the default, or none', () => {
  const pricing =
    'pricing: { model: hourly, hourly: { realtime: "0.50", transform: { default: "0.40", ml.m5.xlarge: "0.60" } }, freeTrialDays: 14 }';
  expect(resolveText(modelPackage({ inference, pricing })).pricing).toEqual({
    model: 'hourly',
    hourly: {
      realtime: [
        { type: 'ml.m5.large', price: '0.50' },
        { type: 'ml.c5.xlarge', price: '0.50' },
      ],
      transform: [
        { type: 'ml.m5.large', price: '0.40' },
        { type: 'ml.m5.xlarge', price: '0.60' },
      ],
      training: [],
    },
    perInference: null,
    freeTrialDays: 14,
  });
});

it('keeps batch transforms and training hourly where an endpoint is paid by the inference', () => {
  const pricing =
    'pricing: { model: per-inference, perInference: "0.01", hourly: { training: { ml.m5.large: "1" } } }';
  expect(resolveText(algorithm({ inference, pricing })).pricing).toMatchObject({
    hourly: {
      realtime: [],
      transform: [
        { type: 'ml.m5.large', price: null },
        { type: 'ml.m5.xlarge', price: null },
      ],
      training: [{ type: 'ml.m5.xlarge', price: null }],
    },
    perInference: '0.01',
  });
});

it('has nothing to price where the product is free, or where the manifest does not say', () => {
  const none = { realtime: [], transform: [], training: [] };
  expect(resolveText(modelPackage({ pricing: 'pricing: { model: free }' })).pricing?.hourly).toEqual(none);
  expect(resolveText(modelPackage()).pricing).toBeNull();
});
