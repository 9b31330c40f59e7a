import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type BuiltListing,
  build,
  buildListing,
  type Served,
  sagemakerFolder,
  serveImage,
  trainImage,
} from './built-listing.ts';
import { buildStandIns, docker, standInsMissing } from './engine.ts';
import { jobFor } from './training-job.ts';

const missing = standInsMissing();
const slow = { timeout: 300_000 };

/** A base with a C library and one without any, each with a builder of its own: what runs on both, runs on all 30. */
const bases = [
  ['ubuntu:18.04', 'BuildKit'],
  ['alpine:3.3', 'the legacy builder'],
] as const;
const users = ['0', '1000'];

beforeAll(() => missing || buildStandIns(), 600_000);

for (const [base, builder] of bases)
  describe.skipIf(missing)(`on ${base}, by ${builder}${missing ? ` (${missing})` : ''}`, () => {
    for (const example of ['minimal']) describe(example, () => servesAsItIs(example, base, builder));
    for (const example of ['algorithm', 'algorithm-combined'])
      describe(example, () => trainsThenServes(example, base, builder));
  });

function servesAsItIs(example: string, base: string, builder: (typeof bases)[number][1]): void {
  let listing: BuiltListing;
  beforeAll(() => {
    listing = buildListing(example, base, builder);
  }, slow.timeout);
  afterAll(() => listing?.remove());

  test('is an image for linux/amd64, and all its files are readable by anyone', slow, () => {
    const format = '{{.Os}}/{{.Architecture}} {{.Size}} {{len .RootFS.Layers}}';
    const [platform, size, layers] = docker([
      'image',
      'inspect',
      '--format',
      format,
      listing.inferenceImage,
    ]).split(' ');
    expect(platform).toBe('linux/amd64');
    console.log(
      `${listing.inferenceImage} on a stand-in: ${Math.round(Number(size) / 1e6)} MB, ${layers} layers`,
    );
  });

  test.each(users)('serves every pair of types as user %s, and stops when told', slow, async (user) => {
    const served = await serveImage(listing.inferenceImage, user);
    await askEverything(listing.folder, served);
    expectStopped(served);
  });

  test('keeps what is below the code when only the handler has changed', slow, () => {
    const before = layersOf(listing.inferenceImage);
    appendFileSync(join(listing.folder, 'src/inference.ts'), '// A change.\n');
    build(listing.folder, builder);
    const after = layersOf(listing.inferenceImage);
    expect(after.filter((layer, index) => layer !== before[index])).toHaveLength(1);
    expect(after.at(-1)).not.toBe(before.at(-1));
  });

  test('maps nothing but its own files into memory', slow, async () => {
    const script = `console.log(require('node:fs').readFileSync('/proc/self/maps', 'utf8'))`;
    const maps = docker(['run', '--rm', '--network', 'none', listing.inferenceImage, 'node', '-e', script]);
    const files = maps.split('\n').flatMap((line) => /(\/\S+)$/.exec(line)?.[1] ?? []);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !file.startsWith('/opt/'))).toEqual([]);
  });
}

function trainsThenServes(example: string, base: string, builder: (typeof bases)[number][1]): void {
  let listing: BuiltListing;
  beforeAll(() => {
    listing = buildListing(example, base, builder);
  }, slow.timeout);
  afterAll(() => listing?.remove());

  test.each(users)('trains without a network as user %s, and serves what it trained', slow, async (user) => {
    const folder = sagemakerFolder(jobFor(example));
    const { status, log } = trainImage(listing.trainingImage, user, folder);
    expect(status, log).toBe(0);
    const served = await serveImage(listing.inferenceImage, user, join(folder, 'model'));
    await askEverything(listing.folder, served);
    expectStopped(served);
  });

  test('leaves the reason of a failure where the buyer reads it', slow, () => {
    const folder = sagemakerFolder({ 'input/config/hyperparameters.json': '{"unheard_of": "1"}' });
    const { status, log } = trainImage(listing.trainingImage, '0', folder);
    expect(status, log).not.toBe(0);
    expect(existsSync(join(folder, 'output/failure')), log).toBe(true);
    expect(readFileSync(join(folder, 'output/failure'), 'utf8')).toContain('unheard_of');
  });
}

interface Contract {
  readonly inputTypes: readonly { readonly type: string }[];
  readonly outputTypes: readonly { readonly type: string }[];
  readonly samples: Readonly<Record<string, string>>;
}

async function askEverything(folder: string, { url }: Served): Promise<void> {
  const contract: Contract = await import(pathToFileURL(join(folder, 'runtime/contract.ts')).href);
  for (const { type } of contract.inputTypes)
    for (const { type: accept } of contract.outputTypes) {
      const body = new Uint8Array(readFileSync(join(folder, contract.samples[type] ?? '')));
      const headers = { 'content-type': type, accept };
      const answer = await fetch(`${url}/invocations`, { method: 'POST', headers, body });
      expect([answer.status, answer.headers.get('content-type')], await answer.text()).toEqual([200, accept]);
    }
}

function expectStopped({ stop }: Served): void {
  const { seconds, exitCode, log } = stop();
  expect(exitCode, log).toBe(0);
  expect(seconds).toBeLessThan(25);
}

function layersOf(image: string): string[] {
  return JSON.parse(docker(['image', 'inspect', '--format', '{{json .RootFS.Layers}}', image]));
}
