import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeListing } from '../support/build-listing.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { algorithm } from '../support/expect-problems.ts';
import { driverLibraries, loadedWords, stubDriver } from '../support/stub-driver.ts';
import { contentTypes, expectLearnt, rows, trainingWith } from '../support/two-classes.ts';
import { asking } from '../support/use-listing.ts';
import { bases, build, factsOf, uniqueName } from './built-listing.ts';
import { jobFiles, sagemakerFolder, serveImage, trainWords } from './containers.ts';
import { imagesMissing, tryDocker } from './engine.ts';

const reason = isEveryCase ? imagesMissing() : inCiAlone.trim();
const slow = { timeout: 1_200_000 };

/** Lets XGBoost look for a GPU. Its CUDA gives a driver back that lacks most functions. */
const probe = `import numpy, xgboost
print(xgboost.build_info()["USE_CUDA"])
try:
    xgboost.train({"device": "cuda"}, xgboost.DMatrix(numpy.eye(4), label=numpy.ones(4)), num_boost_round=1)
except xgboost.core.XGBoostError:
    pass`;

for (const [base, builder] of bases)
  describe.skipIf(reason)(`the build of XGBoost for CUDA on ${base}${reason ? ` (${reason})` : ''}`, () => {
    const name = uniqueName('cuda');
    const image = `${name}:0.1.0`;
    let listing = '';
    let driver = '';

    beforeAll(() => {
      listing = mkdtempSync(join(tmpdir(), 'sagemaker mkt ïmage-'));
      driver = stubDriver(mkdtempSync(join(tmpdir(), 'driver-')));
      const framework = '{ name: xgboost, accelerator: cuda, python: "3.13" }';
      placeListing(
        listing,
        algorithm({
          product: `product: { type: algorithm, name: ${name} }`,
          framework: `framework: ${framework}`,
          base: `base: ${base}`,
          contentTypes,
          training: trainingWith(framework, '  image: combined'),
        }),
      );
      console.log(build(listing, builder, { of: 'xgboost-cu12', python: '3.13' }));
      console.log(`  ${Math.round(factsOf(image).Size / 1e6)} MB`);
    }, slow.timeout);
    afterAll(() => {
      tryDocker(['image', 'rm', '--force', image]);
      for (const folder of [listing, driver]) rmSync(folder, { recursive: true, force: true });
    });

    test('loads the driver that NVIDIA’s runtime mounts', slow, () => {
      const mounts = driverLibraries.flatMap((library) => [
        '--volume',
        `${join(driver, library)}:/usr/lib64/${library}:ro`,
      ]);
      const words = ['run', '--rm', '--network', 'none', '--read-only', '--user', '1000'];
      const looking = (options: readonly string[]) => {
        const { stdout, stderr } = tryDocker([...words, ...options, image, 'python3', '-c', probe]);
        return { hasCuda: stdout, isLoaded: stderr.includes(loadedWords) };
      };
      expect(looking([])).toEqual({ hasCuda: 'True\n', isLoaded: false });
      expect(looking(mounts)).toEqual({ hasCuda: 'True\n', isLoaded: true });
    });

    test('trains and serves on processors where that is allowed', slow, async () => {
      const folder = sagemakerFolder({ ...jobFiles({}), 'input/data/train/rows.csv': rows });
      const { status, stderr } = tryDocker(['run', '--rm', ...trainWords(image, '1000', folder)]);
      expect(status, stderr).toBe(0);
      expect(readdirSync(join(folder, 'model'))).toEqual(['model.json']);
      const allowed = ['--env', 'REQUIRE_GPU=false'];
      const container = await serveImage(image, '1000', join(folder, 'model'), allowed);
      await expectLearnt(asking(container));
      const { exitCode, log } = container.stop(30);
      expect(exitCode, log).toBe(0);
      expect(log).toContain('"event":"no-gpu"');
    });
  });
