import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeListing } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { driverLibraries, stubDriver } from '../support/stub-driver.ts';
import { asking } from '../support/use-listing.ts';
import { bases, build, uniqueName } from './built-listing.ts';
import { serveImage, startContainer } from './containers.ts';
import { docker, imagesMissing, tryDocker } from './engine.ts';

const missing = imagesMissing();
const hasGpu = () => spawnSync('nvidia-smi', ['--list-gpus']).status === 0;

/** Where NVIDIA's runtimes mount the libraries of the driver: what the base is, or what the machine is, decides. */
const folders = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib64',
  '/lib/x86_64-linux-gnu',
  '/lib64',
  '/usr/lib',
  '/usr/lib/x86_64-linux-gnu/nvidia/current',
  '/usr/local/nvidia/lib64',
  '/usr/local/nvidia/lib',
];

/** Loads the libraries by their names, and prints which files they are. */
const probe = `import ctypes, json
found = {}
for name in ${JSON.stringify([...driverLibraries, 'libbase.so.1'])}:
    try:
        ctypes.CDLL(name)
        lines = open("/proc/self/maps").read().split("\\n")
        found[name] = next(line.split()[-1] for line in lines if line.endswith(name))
    except OSError:
        found[name] = None
print(json.dumps(found))`;

for (const [base, builder] of bases)
  describe.skipIf(missing)(`CUDA on ${base}${missing ? ` (${missing})` : ''}`, () => {
    const name = uniqueName('gpu');
    const image = `${name}:0.1.0`;
    let listing = '';
    let driver = '';

    beforeAll(() => {
      listing = mkdtempSync(join(tmpdir(), 'sagemaker mkt ïmage-'));
      driver = stubDriver(mkdtempSync(join(tmpdir(), 'driver-')));
      placeListing(
        listing,
        modelPackage({
          product: `product: { type: model-package, name: ${name} }`,
          framework: 'framework: { name: python, accelerator: cuda, python: "3.11" }',
          base: `base: ${base}`,
        }),
      );
      build(listing, builder);
    }, 600_000);
    afterAll(() => {
      tryDocker(['image', 'rm', '--force', image]);
      for (const folder of [listing, driver]) rmSync(folder, { recursive: true, force: true });
    });

    const mountedIn = (folder: string, names: readonly string[] = driverLibraries) =>
      names.flatMap((library) => ['--volume', `${join(driver, library)}:${folder}/${library}:ro`]);
    const inImage = (options: readonly string[], words: readonly string[]) =>
      docker([
        'run',
        '--rm',
        '--network',
        'none',
        '--read-only',
        '--user',
        '1000',
        ...options,
        image,
        ...words,
      ]);

    test.each(folders)('Python finds the driver in %s, and no library of the base beside it', (folder) => {
      const mounts = mountedIn(folder, [...driverLibraries, 'libbase.so.1']);
      const found = JSON.parse(inImage(mounts, ['python3', '-c', probe]));
      const real = inImage(mounts, ['python3', '-c', `import os; print(os.path.realpath("${folder}"))`]);
      expect(found).toEqual({
        'libcuda.so.1': `${real}/libcuda.so.1`,
        'libnvidia-ml.so.1': `${real}/libnvidia-ml.so.1`,
        'libbase.so.1': null,
      });
    });

    test('without a driver there is none, and the compatibility libraries of CUDA are never loaded', () => {
      const found = { 'libcuda.so.1': null, 'libnvidia-ml.so.1': null, 'libbase.so.1': null };
      expect(JSON.parse(inImage([], ['python3', '-c', probe]))).toEqual(found);
      const compat = mountedIn('/usr/local/cuda/compat');
      expect(JSON.parse(inImage(compat, ['python3', '-c', probe]))).toEqual(found);
    });

    test('the image asks NVIDIA’s runtime for all GPUs, to compute', () => {
      const { Env } = JSON.parse(docker(['image', 'inspect', '--format', '{{json .Config}}', image]));
      expect(Env).toContain('NVIDIA_VISIBLE_DEVICES=all');
      expect(Env).toContain('NVIDIA_DRIVER_CAPABILITIES=compute,utility');
    });

    test('it serves with a GPU, and says in its log which one', async () => {
      // The GPU of this machine, or else a driver that says that there is one.
      const options = hasGpu() ? ['--gpus', 'all'] : mountedIn('/usr/lib64');
      const container = await serveImage(image, '1000', undefined, options);
      expect((await asking(container)('1,x\n', 'text/csv')).status).toBe(200);
      const { exitCode, log } = container.stop(30);
      expect(exitCode, log).toBe(0);
      expect(log).toMatch(/"event":"gpu-seen","cuda":"[0-9.]+","gpus":\[\{"name":".+","memoryMiB":[0-9]+\}/);
    });

    test('without a GPU it does not answer pings, and says why', async () => {
      const options = ['--network', 'none', '--read-only', '--user', '1000'];
      const container = startContainer([...options, image, 'serve']);
      await container.until(() => container.log().includes('"event":"listening"'));
      const ask = `const a = await fetch("http://127.0.0.1:8080/ping"); console.log(a.status, await a.text())`;
      expect(docker(['exec', container.id, 'node', '--input-type=module', '--eval', ask])).toMatch(
        /^503 .*no GPU can be used: the driver's library libcuda\.so\.1 cannot be loaded/,
      );
      const { exitCode, log } = container.stop(30);
      expect([exitCode, log.match(/"event":"worker-died"/g)]).toEqual([0, null]);
    });
  });
