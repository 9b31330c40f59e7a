import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeListing } from '../support/build-listing.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { algorithm } from '../support/expect-problems.ts';
import {
  contentTypes,
  endlessFor,
  expectLearnt,
  rows,
  tellsWhenItBegins,
  trainingWith,
} from '../support/two-classes.ts';
import { asking } from '../support/use-listing.ts';
import { type Builder, build, factsOf, realBase, uniqueName } from './built-listing.ts';
import { jobFiles, sagemakerFolder, serveImage, startContainer, trainWords } from './containers.ts';
import { docker, imagesMissing, required, tryDocker } from './engine.ts';
import { spaceMissing } from './free-space.ts';
import type { Wheels } from './python-wheels.ts';

/** What is large or new, on one base each. The others are tried with the examples, on both. */
interface Tried {
  readonly framework: string;
  readonly wheels: Wheels;
  readonly base: string;
  readonly builder: Builder;
  /** The file that its training writes. */
  readonly model: string;
  /** What the engine writes while it builds, with everything that it keeps of the build. */
  readonly gigabytes: number;
}

const all: readonly Tried[] = [
  {
    framework: '{ name: xgboost, version: "3.2", python: "3.11" }',
    wheels: { of: 'xgboost', python: '3.11' },
    base: 'alpine:3.3',
    builder: 'the legacy builder',
    model: 'model.json',
    gigabytes: 1,
  },
  {
    framework: '{ name: xgboost, version: "3.4", python: "3.13" }',
    wheels: { of: 'xgboost-3.4', python: '3.13' },
    base: 'alpine:3.3',
    builder: 'BuildKit',
    model: 'model.json',
    gigabytes: 1,
  },
  {
    framework: '{ name: catboost, version: "1.2", python: "3.11" }',
    wheels: { of: 'catboost', python: '3.11' },
    base: 'alpine:3.3',
    builder: 'BuildKit',
    model: 'model.cbm',
    gigabytes: 2,
  },
  {
    framework: '{ name: pytorch, version: "2.13", python: "3.11" }',
    wheels: { of: 'pytorch', python: '3.11' },
    base: 'alpine:3.3',
    builder: 'BuildKit',
    model: 'model.pt',
    gigabytes: 3,
  },
  {
    framework: '{ name: tensorflow, version: "2.21", python: "3.11" }',
    wheels: { of: 'tensorflow', python: '3.11' },
    base: 'amazonlinux:2023',
    builder: 'BuildKit',
    model: 'model.keras',
    gigabytes: 5,
  },
];

const slow = { timeout: 1_800_000 };
const reason = isEveryCase ? (imagesMissing() ?? shortOfSpace()) : inCiAlone.trim();

/** All of it is wanted before the first build. */
function shortOfSpace(): string | undefined {
  const short = spaceMissing(all.reduce((sum, { gigabytes }) => sum + gigabytes, 0));
  return short && required(short);
}

for (const tried of all) {
  const { framework, wheels, base, builder, model } = tried;
  const words = `${framework} on ${base}, by ${builder}${reason ? ` (${reason})` : ''}`;
  describe.skipIf(reason)(words, () => {
    const name = uniqueName(wheels.of.replace(/\W/g, '-'));
    const image = `${name}:0.1.0`;
    let listing = '';
    beforeAll(() => {
      listing = mkdtempSync(join(tmpdir(), 'sagemaker mkt ïmage-'));
      placeListing(listing, manifest(name, tried));
      const printed = build(listing, builder, wheels);
      rmSync(join(listing, 'wheels'), { recursive: true });
      console.log(`${printed}\n  on ${realBase(factsOf(image))}`);
    }, slow.timeout);
    afterAll(() => {
      tryDocker(['image', 'rm', '--force', image]);
      rmSync(listing, { recursive: true, force: true });
    });

    test(
      'trains as a user whom the image does not know, serves every pair of types, and stops when told',
      slow,
      async () => {
        const user = '1000';
        const folder = job();
        const { status, stdout, stderr } = tryDocker(['run', '--rm', ...trainWords(image, user, folder)]);
        expect(status, stderr).toBe(0);
        const [auc] = [...stdout.matchAll(/validation:auc=([0-9.]+)/g)].map(([, found]) => Number(found));
        expect(auc, stdout).toBeGreaterThan(0.9);
        expect(readdirSync(join(folder, 'model'))).toEqual([model]);
        const container = await serveImage(image, user, join(folder, 'model'));
        await expectLearnt(asking(container));
        expect(foreignFilesIn(container.id)).toEqual([]);
        const { exitCode, log } = container.stop(30);
        expect(exitCode, log).toBe(0);
      },
    );

    test('trains as root, and saves what it has learnt when the job is stopped', slow, async () => {
      const folder = job(endlessFor(framework));
      const telling = join(listing, 'telling.py');
      copyFileSync(join(listing, 'python/train.py'), telling);
      appendFileSync(telling, tellsWhenItBegins);
      const place = ['--volume', `${telling}:/opt/program/python/train.py:ro`];
      const container = startContainer([...place, ...trainWords(image, '0', folder)]);
      await container.until(() => container.log().includes('begins'));
      const { exitCode, log } = container.stop(120);
      expect(exitCode, log).toBe(0);
      expect(readdirSync(join(folder, 'model'))).toEqual([model]);
    });
  });
}

test.skipIf(imagesMissing())('a disk that is too small is refused with what is missing', () => {
  expect(spaceMissing(0)).toBeUndefined();
  expect(spaceMissing(1e9)).toMatch(
    /^1000000000 GB are needed in \/.*, and [0-9.]+ are free: [0-9.]+ GB too few$/,
  );
});

function manifest(name: string, { framework, base }: Tried): string {
  return algorithm({
    product: `product: { type: algorithm, name: ${name} }`,
    framework: `framework: ${framework}`,
    base: `base: ${base}`,
    contentTypes,
    training: trainingWith(framework, '  image: combined'),
  });
}

function job(hyperparameters: Readonly<Record<string, string>> = {}): string {
  return sagemakerFolder({ ...jobFiles(hyperparameters), 'input/data/train/rows.csv': rows });
}

/** The files that Node and Python have in memory in a container and that are not ours. */
function foreignFilesIn(container: string): string[] {
  const processes = docker(['top', container, '-o', 'pid']).split('\n').slice(1);
  const folders = processes.map((id) => `/proc/${id.trim()}`);
  // The base's own shell, which started them, is none of them.
  const ours = folders.filter((folder) => readlinkSync(`${folder}/exe`).startsWith('/opt/'));
  const mapped = ours.flatMap((folder) => readFileSync(`${folder}/maps`, 'utf8').match(/ \/\S.*$/gm) ?? []);
  expect(mapped.length).toBeGreaterThan(100);
  return [...new Set(mapped)].filter((path) => !/^ \/(opt|dev|memfd:)/.test(path));
}
