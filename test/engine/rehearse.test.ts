import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { LoadPlan } from '../../src/model/measurements.ts';
import type { Rehearsal } from '../../src/model/rehearsal.ts';
import { rehearseListing } from '../../src/shell/rehearse/rehearse-listing.ts';
import { engine } from '../images/run-engine.ts';
import {
  brokenFolder,
  failedIn,
  type PlacedListing,
  placeBroken,
  shortLimits,
  wordsOf,
} from '../rehearse/broken-listing.ts';
import { bin } from '../support/built.ts';
import { onAwsLimits } from '../support/on-aws-limits.ts';
import { scannerIn } from '../support/scanner-stand-in.ts';
import { buildListing, uniqueName } from './built-listing.ts';
import { docker, imagesMissing, tryDocker } from './engine.ts';
import { podmanEnvironment, podmanMissing } from './podman.ts';

const missing = imagesMissing();
const sound = `${uniqueName('rehearsal-sound')}:1`;
const made: string[] = [];

function buildImage(name: string, dockerfile: string, words: readonly string[] = []): string {
  const image = `${name}:1`;
  const file = join(brokenFolder, dockerfile);
  const options = ['--build-arg', `SOUND=${sound}`, ...words];
  docker(['build', '--quiet', ...options, '--file', file, '--tag', image, brokenFolder], {
    DOCKER_BUILDKIT: '1',
  });
  made.push(image);
  return image;
}

/** They change nothing about how an image runs, so one image has all of them. */
const inFiles = ['image-caches', 'image-in-opt-ml', 'image-secrets'];

interface Wanted {
  readonly by?: string;
  /** The folder of `test/broken/` that has the manifest. */
  readonly id?: string;
  readonly load?: LoadPlan;
}

function rehearse(
  image: string,
  { by = engine(), id = 'a sound model package', load }: Wanted = {},
): Promise<Rehearsal> {
  const { folder, listing }: PlacedListing = placeBroken(id);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const images = { inference: image, training: null, combined: listing.training !== null };
  process.env['ENGINE'] = by;
  return rehearseListing({
    listing: { ...listing, images },
    folder,
    withoutEngine: false,
    limits: shortLimits,
    load,
  });
}

function seenOf({ results }: Rehearsal, id: string): Rehearsal['results'][number]['seen'] {
  const found = results.find(({ check }) => check.id === id);
  if (!found) throw new Error(`${id} was not looked at`);
  return found.seen;
}

/** Containers, networks and volumes that any rehearsal left in the engine. */
function leftovers(): string {
  const filter = ['--quiet', '--filter', 'label=sagemaker-mkt.rehearsal'];
  const volumes = docker(['volume', 'ls', '--quiet', '--filter', 'name=sagemaker-mkt-']);
  return docker(['ps', '--all', ...filter]) + docker(['network', 'ls', ...filter]) + volumes;
}

describe.skipIf(missing)(`images are rehearsed${missing ? ` (${missing})` : ''}`, () => {
  beforeAll(() => void buildImage(sound.replace(/:1$/, ''), 'Dockerfile'));
  afterAll(() => void tryDocker(['image', 'rm', '--force', ...made]));

  test('a sound image passes all of it, and nothing is left in the engine', async () => {
    const rehearsal = await rehearse(sound);
    expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual([]);
    expect(rehearsal.ranAs).toContain('without a way out');
    // What other tests created there is removed as well.
    await expect.poll(leftovers, { timeout: 100_000 }).toBe('');
  });

  test('a load finds how much a container answers, and the run knows which image that was', async () => {
    const { load, images, results } = await rehearse(sound, { load: { connections: 4, seconds: 2 } });
    expect(load?.steps.map(({ connections }) => connections)).toEqual([1, 2, 4]);
    expect(load?.soak?.calls).toBeGreaterThan(0);
    expect(load?.soak?.memory).toHaveLength(5);
    expect(results.filter(({ check }) => check.phase === 'load').map(({ seen }) => seen.verdict)).toEqual([
      'passed',
      'passed',
      'passed',
    ]);
    expect(images).toEqual([
      { name: sound, id: docker(['image', 'inspect', '--format', '{{.Id}}', sound]).trim() },
    ]);
  });

  test('only what is wrong with its files fails for an image with several such faults', async () => {
    vi.stubEnv('PATH', `${scannerIn('trivy')}:${process.env['PATH']}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const image = inFiles.reduce(
      (from, id) => buildImage(uniqueName(id), `${id}/Dockerfile`, ['--build-arg', `SOUND=${from}`]),
      sound,
    );
    const rehearsal = await rehearse(image);
    expect(failedIn(rehearsal).toSorted(), wordsOf(rehearsal)).toEqual([...inFiles, 'image-vulnerabilities']);
  });

  const broken = globSync('image-*/Dockerfile', { cwd: brokenFolder })
    .map(dirname)
    .filter((id) => !inFiles.includes(id))
    .sort();
  test.each(broken)('only the check %s fails for the image that breaks it', async (id) => {
    const platform = id === 'image-platform' ? ['--platform', 'linux/arm64'] : [];
    const rehearsal = await rehearse(buildImage(uniqueName(id), `${id}/Dockerfile`, platform));
    expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual([id]);
  });

  test('what is written outside is named, new or changed', async () => {
    const image = buildImage(uniqueName('writes-outside'), 'writes-outside/Dockerfile');
    const rehearsal = await rehearse(image);
    expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual(['writes-outside']);
    expect(seenOf(rehearsal, 'writes-outside')).toMatchObject({
      words: '/opt/program/server.log, /opt/program/starts',
      evidence: ['serve: /opt/program/server.log was made', 'serve: /opt/program/starts was changed'],
    });
  });

  const shownByContainers = ['artifacts-used', 'no-outgoing', 'model-read-only', 'full-disk'];
  test.each(shownByContainers)('only the check %s fails for the container that breaks it', async (id) => {
    const rehearsal = await rehearse(buildImage(uniqueName(id), `${id}/Dockerfile`), { id });
    expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual([id]);
  });

  test('a server that needs more memory than its instance type has is reported with the amount', async () => {
    const image = buildImage(uniqueName('enough-memory'), 'enough-memory/Dockerfile');
    const rehearsal = await rehearse(image, { id: 'enough-memory' });
    expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual(['ready-in-time', 'enough-memory']);
    expect(rehearsal.ranAs).toContain('with the 4 GiB and 2 processors of ml.c5.large');
    expect(seenOf(rehearsal, 'enough-memory').words).toBe('serve needs more than the 4 GiB of ml.c5.large');
    expect(JSON.stringify(seenOf(rehearsal, 'ready-in-time'))).toContain(
      'the kernel ended it: it needs more than the 4 GiB of ml.c5.large',
    );
  });

  test('a model that no watcher sees being read is used, since nothing is answered without it', async () => {
    const rehearsal = await rehearse(buildImage(uniqueName('reads-natively'), 'reads-natively/Dockerfile'));
    expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual([]);
    expect(seenOf(rehearsal, 'artifacts-used')).toMatchObject({
      words: 'without it, samples/text-csv.csv as text/csv gets another answer',
    });
  });

  test('the kernel sees connections of a program without a watcher', async () => {
    const image = buildImage(uniqueName('kernel-sees'), 'unwatched-outgoing/Dockerfile');
    const rehearsal = await rehearse(image);
    expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual(['no-outgoing']);
    expect(seenOf(rehearsal, 'no-outgoing')).toMatchObject({
      words: '192.0.2.1:443',
      evidence: [
        expect.stringMatching(
          /^serve: \/bin\/bash \/usr\/local\/bin\/serve \(process \d+\) connects to 192\.0\.2\.1:443$/,
        ),
      ],
    });
  });

  describe('the names that a program without a watcher asks for', () => {
    const lookUp = () => buildImage(uniqueName('unwatched-lookup'), 'unwatched-lookup/Dockerfile');

    test('are told with the program, and those that never leave a machine are not', async () => {
      const rehearsal = await rehearse(lookUp());
      expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual(['no-outgoing']);
      expect(seenOf(rehearsal, 'no-outgoing')).toMatchObject({
        words: 'telemetry.example.com',
        evidence: [
          expect.stringMatching(
            /^serve: getent ahosts telemetry\.example\.com \(process \d+\) looks up telemetry\.example\.com$/,
          ),
        ],
      });
    });

    test('are counted for a user who may not open the port of a name server', () => {
      const { folder } = placeBroken('a sound model package');
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const words = [process.execPath, bin, 'rehearse', '--image', lookUp(), '--json'];
      const { stdout } = spawnSync('setpriv', ['--bounding-set', '-net_bind_service', ...words], {
        cwd: folder,
        env: { ...process.env, ENGINE: engine() },
        encoding: 'utf8',
      });
      const { checks } = JSON.parse(stdout).listings[0];
      const outgoing = checks.find(({ id }: { id: string }) => id === 'no-outgoing');
      expect(outgoing.words).toMatch(/^\d+ packets to other machines, of a program that no watcher sees$/);
    });
  });

  test('a server that is the child of a shell gets no stop signal', async () => {
    const name = uniqueName('serve-behind-a-shell');
    const rehearsal = await rehearse(buildImage(name, 'serve-behind-a-shell/Dockerfile'));
    expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual(['stop-in-time', 'stop-during-call']);
  });

  const noPodman = podmanMissing();
  test.skipIf(noPodman)(`podman rehearses as Docker does${noPodman ? ` (${noPodman})` : ''}`, async () => {
    const podman = podmanEnvironment(sound);
    for (const name of ['CONTAINERS_STORAGE_CONF', 'CONTAINERS_CONF']) {
      process.env[name] = podman[name];
      onTestFinished(() => void delete process.env[name]);
    }
    const rehearsal = await rehearse(`docker.io/library/${sound}`, { by: 'podman' });
    expect(failedIn(rehearsal), wordsOf(rehearsal)).toEqual([]);
    expect(rehearsal.ranAs).toContain('in containers of podman');
  });

  test('an image without a program for the command is reported with the engine’s message', async () => {
    const rehearsal = await rehearse('node:24-bookworm-slim');
    const [seen] = rehearsal.results.filter(({ check }) => check.id === 'serve-starts');
    expect(seen?.seen).toMatchObject({
      verdict: 'failed',
      words: 'exec: "serve": executable file not found in $PATH',
    });
  });

  test('an algorithm is trained, and its model is served', onAwsLimits, async () => {
    const { folder, remove } = buildListing('algorithm', 'amazonlinux:2023', 'BuildKit');
    try {
      const rows = Array.from(
        { length: 40 },
        (_, row) => `${3 * row},${row},${row % 7},${row % 3},${row % 2}\n`,
      );
      mkdirSync(join(folder, 'local/input/data/train'), { recursive: true });
      writeFileSync(join(folder, 'local/input/data/train/rows.csv'), rows.join(''));
      const { status, stdout } = command(folder, ['rehearse', '--json']);
      const [listing] = (JSON.parse(stdout) as { listings: { status: string; verdict: string }[] }).listings;
      expect([status, listing?.status], listing?.verdict).toEqual([0, 'ready']);
    } finally {
      remove();
    }
  });

  test('an image of Python is ready', onAwsLimits, () => {
    const { folder, remove } = buildListing('flask', 'ubuntu:18.04', 'BuildKit');
    try {
      const { status, stdout } = command(folder, ['rehearse']);
      expect(stdout.trimEnd().split('\n').at(-1), stdout).toMatch(
        /^ready: \d+ checks passed, 1 warning, 7 not seen$/,
      );
      expect(status).toBe(0);
    } finally {
      remove();
    }
  });
});

function command(folder: string, words: readonly string[]) {
  const env = { ...process.env, ENGINE: engine() };
  return spawnSync(process.execPath, [bin, ...words], { cwd: folder, env, encoding: 'utf8' });
}
