import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileCacheOf } from '../support/compile-cache.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { pythonOf, titled } from '../support/python.ts';
import { examplesFolder } from '../support/render-example.ts';
import { withThisNode } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { trainingFolder } from '../support/training-folder.ts';
import { askListing, placeWithPackages, train } from '../support/use-listing.ts';

const example = join(examplesFolder, 'script-mode');
const python = pythonOf('listing');
const environment = { PATH: withThisNode(python.programs ?? '')['PATH'] ?? '' };
const when = test.skipIf(python.missing !== undefined);
const whenEveryCase = test.skipIf(python.missing !== undefined || !isEveryCase);
const lamps = readFileSync(join(example, 'local/input/data/train/lamps.csv'), 'utf8');

function placeExample(): string {
  const listing = placeWithPackages(readFileSync(join(example, 'marketplace.yaml'), 'utf8'));
  cpSync(example, listing, { recursive: true });
  return listing;
}

when(
  titled('the example in script mode learns from its lamps, and serves what its script has saved', python),
  async () => {
    const listing = placeExample();
    const base = join(listing, 'local');
    const accuracies = train(listing, base, environment);
    expect(accuracies).toHaveLength(6);
    expect(accuracies.at(-1)).toBeGreaterThan(0.8);
    await askListing(
      listing,
      async (ask) => {
        const { answer } = await ask('5900,88,19\n200,20,1\n', 'text/csv');
        expect(answer).toEqual([1, 0]);
      },
      { ...environment, SAGEMAKER_BASE_DIR: base },
    );
  },
);

whenEveryCase(
  titled(
    `its hyperparameters come from the buyer, and its failure message goes to the buyer${inCiAlone}`,
    python,
  ),
  () => {
    const listing = placeExample();
    const few = trainingFolder({
      channels: { train: lamps },
      hyperparameters: { trees: '20', 'max-depth': '2' },
    });
    expect(train(listing, few, environment)).toHaveLength(2);
    const bad = trainingFolder({ channels: { train: 'failed,hours\n1,2\n' } });
    expect(() => train(listing, bad, environment)).toThrow('bin/train ended with 1');
    expect(readFileSync(join(bad, 'output/failure'), 'utf8')).toMatch(
      /^ValueError: could not convert string 'failed' to float64.*\ntrain\.py ended with exit code 1\n/,
    );
  },
);

whenEveryCase(
  titled(`it saves the forest that it has when the job is stopped${inCiAlone}`, python),
  async () => {
    const listing = placeExample();
    const base = trainingFolder({ channels: { train: lamps }, hyperparameters: { trees: '100000' } });
    const job = spawn(join(listing, 'bin/train'), {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, ...compileCacheOf(listing), ...environment, SAGEMAKER_BASE_DIR: base },
    });
    const ended = once(job, 'exit');
    job.stdout.once('data', () => job.kill('SIGTERM'));
    expect((await ended)[0]).toBe(0);
    expect(readdirSync(join(base, 'model'))).toEqual(['model.joblib']);
  },
);

test('the script beside the example makes the very file that it learns from', () => {
  const folder = temporaryFolder();
  cpSync(join(example, 'make_data.py'), join(folder, 'make_data.py'));
  expect(spawnSync('python3', ['make_data.py'], { cwd: folder }).status).toBe(0);
  expect(readFileSync(join(folder, 'local/input/data/train/lamps.csv'), 'utf8')).toBe(lamps);
});
