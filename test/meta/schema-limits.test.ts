import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../src/validate/compile-schema.ts';
import { schemaCheck } from '../../src/validate/schema-check.ts';
import { isRecord, manifestSchema } from '../support/manifest-schema.ts';

const check = schemaCheck(manifestSchema, compileSchema(manifestSchema()));

const text = (length: number) => 'x'.repeat(length);
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);
const keyed = (count: number) => Object.fromEntries(numbered(count).map((name) => [name, 'v']));
const named = (count: number, rest: object) => numbered(count).map((name) => ({ name, ...rest }));
const linked = (count: number) => numbered(count).map((text) => ({ text, url: 'https://example.com' }));
const itself = (size: number) => size;

/** AWS's maxima (SageMaker and ECR API models, Marketplace seller guide; read November 2026). */
const most: readonly [path: string, limit: number, sized: (size: number) => unknown][] = [
  ['product.name', 63, text],
  ['product.release', 60, text],
  ['product.title', 72, text],
  ['product.description', 1024, text],
  ['contentTypes.input.0', 256, text],
  ['contentTypes.output.0', 1024, text],
  ['artifacts.s3Uri', 1024, text],
  ['inference.maxPayloadMB', 100, itself],
  ['inference.timeoutSeconds', 3600, itself],
  ['inference.maxQueue', 100_000, itself],
  ['inference.batching.maxSize', 10_000, itself],
  ['inference.batching.maxDelayMs', 10_000, itself],
  ['inference.environment', 16, keyed],
  ['inference.environment.KEY', 1024, text],
  ['training.channels', 8, (size) => named(size, { contentTypes: ['text/csv'] })],
  ['training.channels.0.name', 64, text],
  ['training.channels.0.description', 1024, text],
  ['training.hyperparameters', 100, (size) => named(size, { type: 'free-text' })],
  ['training.hyperparameters.0.name', 256, text],
  ['training.hyperparameters.0.description', 1024, text],
  ['training.hyperparameters.0.values', 30, numbered],
  ['training.hyperparameters.0.values.0', 256, text],
  ['training.hyperparameters.0.default', 2500, text],
  ['training.metrics', 40, (size) => named(size, { regex: '(.)' })],
  ['training.metrics.0.name', 255, text],
  ['training.metrics.0.regex', 500, text],
  ['upload.repository', 256, text],
  ['upload.scan.waitMinutes', 1440, itself],
  ['upload.tags', 50, keyed],
  ['upload.tags.team', 256, text],
  ['validation.role', 2048, text],
  ['validation.transform.maxConcurrent', 100, itself],
  ['validation.transform.maxPayloadMB', 100, itself],
  ['validation.training.channels', 20, keyed],
  ['validation.training.hyperparameters', 100, keyed],
  ['validation.training.hyperparameters.rounds', 2500, text],
  ['page.shortDescription', 1000, text],
  ['page.longDescription', 5000, text],
  ['page.highlights', 3, numbered],
  ['page.highlights.0', 500, text],
  ['page.categories', 3, numbered],
  ['page.keywords', 15, numbered],
  ['page.keywords.0', 50, text],
  ['page.links', 3, linked],
  ['page.links.0.text', 500, text],
  ['page.sku', 100, text],
  ['page.support', 2000, text],
  ['page.refundPolicy', 500, text],
  ['page.releaseNotes', 29_999, text],
  ['page.usage', 10_000, text],
  ['page.limitations', 1000, text],
  ['customAttributes', 35, (size) => named(size, { description: 'd' })],
  ['customAttributes.0.name', 100, text],
  ['customAttributes.0.description', 1000, text],
  ['buyers.repository', 2000, text],
  ['buyers.notebook', 2000, text],
  ['pricing.freeTrialDays', 31, itself],
  ['policy.requiredTags.0', 128, text],
];

const least: readonly [path: string, limit: number, sized: (size: number) => unknown][] = [
  ['contentTypes.input', 1, numbered],
  ['contentTypes.output', 1, numbered],
  ['inference.workers', 1, itself],
  ['inference.maxPayloadMB', 1, itself],
  ['inference.timeoutSeconds', 1, itself],
  ['inference.maxQueue', 1, itself],
  ['inference.batching.maxSize', 1, itself],
  ['inference.batching.maxDelayMs', 0, itself],
  ['inference.instances.realtime', 1, numbered],
  ['inference.instances.transform', 1, numbered],
  ['training.channels', 1, (size) => named(size, { contentTypes: ['text/csv'] })],
  ['training.channels.0.contentTypes', 1, numbered],
  ['training.channels.0.inputModes', 1, (size) => ['File'].slice(0, size)],
  ['training.hyperparameters.0.values', 1, numbered],
  ['training.instances', 1, numbered],
  ['upload.scan.waitMinutes', 1, itself],
  ['upload.repository', 2, text],
  ['validation.transform.maxConcurrent', 1, itself],
  ['validation.transform.maxPayloadMB', 1, itself],
  ['validation.training.channels', 1, keyed],
  ['page.highlights', 1, numbered],
  ['page.categories', 1, numbered],
  ['page.keywords', 1, numbered],
  ['page.links', 1, linked],
  ['customAttributes', 1, (size) => named(size, { description: 'd' })],
  ['pricing.freeTrialDays', 5, itself],
  ['policy.bases', 1, (size) => ['amazonlinux:2023'].slice(0, size)],
  ['policy.frameworks', 1, (size) => ['flask'].slice(0, size)],
  ['policy.regions', 1, numbered],
  ['policy.instances', 1, numbered],
];

describe('a seller at the edge of a limit', () => {
  it.each(most)('may bring `%s` up to %i and no further', (path, limit, sized) => {
    expect(faultsAt(path, sized(limit))).toBe(0);
    expect(faultsAt(path, sized(limit + 1))).toBe(1);
  });

  it.each(least)('may bring `%s` down to %i and no further', (path, limit, sized) => {
    expect(faultsAt(path, sized(limit))).toBe(0);
    expect(faultsAt(path, sized(limit - 1))).toBe(1);
  });
});

/** Missing members next to the tested one are other faults, so only faults at this path count. */
function faultsAt(path: string, value: unknown): number {
  const steps = path.split('.');
  const manifest = steps.reduceRight<unknown>(
    (below, step) => (step === '0' ? [below] : { [step]: below }),
    value,
  );
  if (!isRecord(manifest)) throw new TypeError(`${path} does not start with a key`);
  return check(manifest).filter((fault) => fault.path.join('.') === path).length;
}
