import { chmodSync, cpSync, existsSync, globSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LoadPlan } from '../../src/model/measurements.ts';
import type { Rehearsal } from '../../src/model/rehearsal.ts';
import type { ResolvedListing } from '../../src/model/resolved-listing.ts';
import { allChecks } from '../../src/rehearse/all-checks.ts';
import { type TimeLimits, timeLimits } from '../../src/rehearse/limits.ts';
import { rehearseListing } from '../../src/shell/rehearse/rehearse-listing.ts';
import { placeListing, resolveText } from '../support/build-listing.ts';
import { root } from '../support/built.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';

export const brokenFolder = join(root, 'test/broken');

/**
 * Longer than SageMaker's limits where a busy machine can be slow, and shorter where a test waits for a
 * broken listing.
 */
export const shortLimits: TimeLimits = {
  ...timeLimits,
  ready: 30_000,
  ping: 10_000,
  accept: 10_000,
  answer: 30_000,
  stream: 30_000,
  stop: 5000,
  stopTraining: 5000,
  training: 30_000,
  load: 150,
  betweenPings: 20,
  repeatable: 2000,
  withoutModel: 20_000,
};

/** For the listings that never do what these limits wait for. */
const limitsOf: Readonly<Record<string, Partial<TimeLimits>>> = {
  'accepts-quickly': { accept: 250, ping: 3000 },
  'answer-time': { answer: 5000 },
  'ping-under-load': { ping: 3000 },
  'ping-while-loading': { ping: 3000 },
  'stop-in-time': { stop: 1000 },
  'stop-training': { stopTraining: 1000 },
};

const contentTypes =
  'contentTypes: { input: [text/csv, application/json], output: [text/csv, application/json] }';
const inference = 'inference: { maxPayloadMB: 6 }';
const training = `training:
  channels: [{ name: train, contentTypes: [text/csv] }]
  hyperparameters: [{ name: rounds, type: integer, min: 1, max: 9, default: 3 }]
  instances: [ml.m5.xlarge]`;

const withSeed = training.replace(
  '}]\n  instances',
  '}, { name: seed, type: integer, min: 1, max: 9, default: 1 }]\n  instances',
);

/**
 * Special manifest members of some listings. Their programs are sound, or break a rule about these members.
 */
const manifests: Readonly<Record<string, Parameters<typeof modelPackage>[0]>> = {
  'base-scannable': { base: 'base: debian:8' },
  'enough-memory': { inference: 'inference: { maxPayloadMB: 6, instances: { realtime: [ml.c5.large] } }' },
  'worker-memory': {
    inference: 'inference: { maxPayloadMB: 6, workers: 100, instances: { realtime: [ml.c5.large] } }',
  },
  'same-model': { training: withSeed },
  'fields-refused': {
    fields: 'fields: { input: [a, b, c, d] }'.replace(/\b[a-d]\b/g, '{ name: $&, type: number, max: 9 }'),
  },
  'fields-answered': { fields: 'fields: { output: [{ name: columns, type: integer, max: 3 }] }' },
  'slow-model': { contentTypes: 'contentTypes: { input: [text/csv], output: [text/csv] }' },
  conversations: { inference: 'inference: { maxPayloadMB: 6, bidirectional: true }' },
  'answer-streams': { inference: 'inference: { maxPayloadMB: 6, streaming: true }' },
  'body-of-the-limit': { inference: 'inference: { maxPayloadMB: 8 }' },
};

export interface PlacedListing {
  readonly limits: TimeLimits;
  /** For the checks that run only in a load test. */
  readonly load?: LoadPlan | undefined;
  readonly folder: string;
  readonly listing: ResolvedListing;
}

/** A listing with small sound programs; the files of `test/broken/<id>/` replace some of them. */
export function placeBroken(id: string): PlacedListing {
  const own = join(brokenFolder, id);
  const trains = existsSync(join(own, 'train.ts')) || existsSync(join(own, 'listing/bin/train'));
  const isAlgorithm = trains || id === 'training-data-present' || id.includes('algorithm');
  const members = { contentTypes, inference };
  const yaml = isAlgorithm
    ? algorithm({ ...members, training, ...manifests[id] })
    : modelPackage({ ...members, ...manifests[id] });
  const folder = mkdtempSync(join(tmpdir(), 'sagemaker mkt bröken-'));
  placeListing(folder, yaml);
  // What the sound server answers to the generated sample.
  writeFileSync(join(folder, 'samples/text-csv.expected.csv'), '4\n');
  if (!isAlgorithm && id !== 'artifacts-present') writeFileSync(join(folder, 'model/weights'), '1\n');
  placeProgram(folder, 'serve', existsSync(join(own, 'serve.ts')) ? `${id}/serve.ts` : 'serve.ts');
  if (isAlgorithm)
    placeProgram(folder, 'train', existsSync(join(own, 'train.ts')) ? `${id}/train.ts` : 'train.ts');
  if (isAlgorithm && id !== 'training-data-present') {
    mkdirSync(join(folder, 'local/input/data/train'), { recursive: true });
    writeFileSync(join(folder, 'local/input/data/train/rows.csv'), '1,2\n2,3\n');
  }
  if (existsSync(join(own, 'listing'))) cpSync(join(own, 'listing'), folder, { recursive: true });
  const isLoaded = id.startsWith('load-') || id.startsWith('a sound');
  return {
    folder,
    listing: resolveText(yaml),
    limits: { ...shortLimits, ...limitsOf[id] },
    ...(isLoaded && { load }),
  };
}

/** Each program starts dozens of times, so it is compiled only once. */
const compiled = join(tmpdir(), 'node-compile-cache');

function placeProgram(folder: string, name: string, path: string): void {
  const program = join(folder, 'bin', name);
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(
    program,
    `#!/bin/sh\nNODE_COMPILE_CACHE="${compiled}" exec node "${join(brokenFolder, path)}"\n`,
  );
  chmodSync(program, 0o755);
}

const load: LoadPlan = { connections: 4, seconds: 1 };

export function rehearsePlaced({ folder, listing, limits, load }: PlacedListing): Promise<Rehearsal> {
  return rehearseListing({ listing, folder, withoutEngine: true, limits, load });
}

/** The IDs of the failed checks. */
export function failedIn({ results }: Pick<Rehearsal, 'results'>): readonly string[] {
  return results.filter(({ seen }) => seen.verdict === 'failed').map(({ check }) => check.id);
}

/** The results of the checks, for the message of a failed test. */
export function wordsOf({ results }: Pick<Rehearsal, 'results'>): string {
  return results.map(({ check, seen }) => `${seen.verdict} ${check.id}: ${seen.words}`).join('\n');
}

/** The broken listings that run without an image. Each has the name of the check that must find it. */
export const brokenPrograms: readonly string[] = [
  ...globSync('*/', { cwd: brokenFolder })
    .map((name) => name.replace(/\/$/, ''))
    .filter((id) => allChecks.some((check) => check.id === id && !check.needs))
    .filter((id) =>
      ['serve.ts', 'train.ts', 'listing'].some((name) => existsSync(join(brokenFolder, id, name))),
    ),
  'artifacts-present',
  'base-scannable',
  'training-data-present',
].sort();
