import { cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openToAll, runYo } from '../../scripts/run-yo.ts';
import { placeBroken } from '../rehearse/broken-listing.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { run, writeManifest } from '../support/listing-folder.ts';
import { onAwsLimits } from '../support/on-aws-limits.ts';
import { runBin } from '../support/run-bin.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A listing whose server exits with 7 after this number of seconds. */
function placeEnding(folder: string, seconds: number): void {
  mkdirSync(folder);
  writeManifest(folder, modelPackage());
  run(folder);
  writeFileSync(join(folder, 'model/weights'), '1\n');
  writeFileSync(join(folder, 'bin/serve'), `#!/bin/sh\nsleep ${seconds}\nexit 7\n`);
}

function placeRefused(folder: string): void {
  mkdirSync(folder);
  writeManifest(folder, modelPackage({ base: 'base: debian:99' }));
}

test(
  'many listings are one table, with failures below it and a last line for all of them',
  onAwsLimits,
  () => {
    const folder = temporaryFolder();
    renameSync(placeBroken('a sound model package').folder, join(folder, 'a-good'));
    placeEnding(join(folder, 'b-ends'), 0);
    placeRefused(join(folder, 'c-refused'));
    const { code, out, err } = runBin(['rehearse', '**', '--no-engine', '--jobs', '3'], folder);
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^listing +result +first failed +passed +warned +failed +not seen +seconds$/);
    expect(lines[1]).toMatch(/^a-good +ready as far as seen +· +\d+ +· +· +\d+ +\d+\.\d$/);
    expect(lines[2]).toMatch(/^b-ends +not ready +ready-in-time +\d+ +· +1 +\d+ +\d+\.\d$/);
    expect(lines[3]).toMatch(/^c-refused +refused( +·){6}$/);
    expect(lines[5]).toMatch(/^b-ends\/marketplace\.yaml: churn-scorer, as programs on this machine/);
    expect(out).toMatch(/^error, AWS refuses: serve ended with 7 after .* \[ready-in-time\]$/m);
    expect(lines.at(-1)).toBe('not ready: 2 of 3 listings, 1 of them could not be tried');
    expect(err).toMatch(/^\d of 3: b-ends\/marketplace\.yaml: not ready: 1 of \d+ checks failed/m);
    expect(err).toContain('\nc-refused/marketplace.yaml\nc-refused/marketplace.yaml:4:7: error:');
    expect(code).toBe(1);
  },
);

test('JSON has many listings in the order of their manifests, not in the order in which they ended', async () => {
  const folder = temporaryFolder();
  placeEnding(join(folder, 'a-ends-late'), 1);
  placeEnding(join(folder, 'b-ends'), 0);
  placeRefused(join(folder, 'c-refused'));
  const words = ['**', '--no-engine', '--jobs', '2', '--json'];
  const { code, out } = await runCommand(['rehearse', ...words], folder);
  const { listings } = JSON.parse(out) as { listings: { manifest: string; status: string }[] };
  expect(listings.map(({ manifest, status }) => [manifest, status])).toEqual([
    ['a-ends-late/marketplace.yaml', 'not-ready'],
    ['b-ends/marketplace.yaml', 'not-ready'],
    ['c-refused/marketplace.yaml', 'refused'],
  ]);
  expect(code).toBe(1);
});

test.each([
  ['no number of listings', ['--jobs', '0'], '`--jobs` is 0, which is no number of listings'],
  ['an image of nobody', ['--image', 'x', '--no-engine'], '`--image` names an image, and `--no-engine` runs'],
  ['an image of many', ['**', '--image', 'x'], '`--image` is the image of one listing, and here are 3'],
])('%s is wrong usage, and nothing is tried', async (_, words, complaint) => {
  const folder = temporaryFolder();
  writeManifest(folder, modelPackage());
  for (const name of ['a', 'b']) {
    mkdirSync(join(folder, name));
    writeManifest(join(folder, name), modelPackage());
  }
  const { code, out, err } = await runCommand(['rehearse', ...words], folder);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(complaint);
});

test('the real yo takes the options of the command, and ends with its own message', () => {
  const folder = temporaryFolder();
  placeEnding(join(folder, 'b-ends'), 0);
  cpSync(join(folder, 'b-ends'), join(folder, 'a-ends'), { recursive: true });
  openToAll(folder);
  const words = ['sagemaker-mkt:rehearse', '**', '--no-engine', '--jobs', '2'];
  const { status, stdout, stderr } = runYo(folder, words);
  expect(stdout).toContain('\nnot ready: 2 of 2 listings\n');
  expect([status, stderr]).toEqual([
    4,
    expect.stringContaining('not ready for AWS; the failed checks are listed above'),
  ]);
});

test.skipIf(!isEveryCase)(`the real yo refuses wrong usage as the command does${inCiAlone}`, () => {
  const folder = temporaryFolder();
  writeManifest(folder, modelPackage());
  openToAll(folder);
  const { status, stderr } = runYo(folder, ['sagemaker-mkt:rehearse', '**', '--jobs', 'none']);
  expect([status, stderr]).toEqual([2, expect.stringContaining('`--jobs` is none')]);
});
