import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openToAll, runYo } from '../../scripts/run-yo.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { run, writeManifest } from '../support/listing-folder.ts';
import { onAwsLimits } from '../support/on-aws-limits.ts';
import { runBin } from '../support/run-bin.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Whose largest body does not keep the tests waiting. */
const small = modelPackage({ inference: 'inference: { maxPayloadMB: 6 }' });

/** One that is ready, one that ends at once, and one whose manifest has an error, in this order. */
function fleet(): string {
  const folder = temporaryFolder();
  for (const name of ['a-good', 'b-ends']) {
    mkdirSync(join(folder, name));
    writeManifest(join(folder, name), small);
    run(join(folder, name));
  }
  writeFileSync(join(folder, 'b-ends/bin/serve'), '#!/bin/sh\nexit 7\n');
  mkdirSync(join(folder, 'c-refused'));
  writeManifest(join(folder, 'c-refused'), modelPackage({ base: 'base: debian:99' }));
  return folder;
}

test(
  'many listings are one table, what failed is told below it, and the last line speaks for all',
  onAwsLimits,
  () => {
    const { code, out, err } = runBin(['rehearse', '**', '--no-engine', '--jobs', '3'], fleet());
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^listing +result +first failed +passed +warned +failed +not seen +seconds$/);
    expect(lines[1]).toMatch(/^a-good +ready +· +\d+ +· +· +\d+ +\d+\.\d$/);
    expect(lines[2]).toMatch(/^b-ends +not ready +ready-in-time +\d+ +· +1 +\d+ +\d+\.\d$/);
    expect(lines[3]).toMatch(/^c-refused +refused( +·){6}$/);
    expect(lines[5]).toMatch(/^b-ends\/marketplace\.yaml: churn-scorer, as programs on this machine/);
    expect(out).toMatch(/^error: serve ended with 7 after .* \[ready-in-time\]$/m);
    expect(lines.at(-1)).toBe('not ready: 2 of 3 listings, 1 of them could not be tried');
    expect(err).toMatch(/^\d of 3: b-ends\/marketplace\.yaml: not ready: 1 of \d+ checks failed/m);
    expect(err).toContain('\nc-refused/marketplace.yaml\nc-refused/marketplace.yaml:4:7: error:');
    expect(code).toBe(1);
  },
);

test(
  'JSON has many listings in the order of their manifests, whichever was first to end',
  onAwsLimits,
  () => {
    const folder = fleet();
    const { code, out } = runBin(['rehearse', '**', '--no-engine', '--jobs', '2', '--json'], folder);
    const { listings } = JSON.parse(out) as { listings: { manifest: string; status: string }[] };
    expect(listings.map(({ manifest, status }) => [manifest, status])).toEqual([
      ['a-good/marketplace.yaml', 'ready'],
      ['b-ends/marketplace.yaml', 'not-ready'],
      ['c-refused/marketplace.yaml', 'refused'],
    ]);
    expect(code).toBe(1);
  },
);

test.each([
  ['no number of listings', ['--jobs', '0'], '`--jobs` is 0, which is no number of listings'],
  ['an image of nobody', ['--image', 'x', '--no-engine'], '`--image` names an image, and `--no-engine` runs'],
  ['an image of many', ['**', '--image', 'x'], '`--image` is the image of one listing, and here are 3'],
])('%s is wrong usage, and nothing is tried', (_, words, complaint) => {
  const folder = fleet();
  writeManifest(folder, small);
  rmSync(join(folder, 'c-refused'), { recursive: true });
  const { code, out, err } = runBin(['rehearse', ...words], folder);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(complaint);
});

test('the real yo takes the options of the command, and has last words of its own', () => {
  const folder = fleet();
  for (const name of ['a-good', 'c-refused']) rmSync(join(folder, name), { recursive: true });
  cpSync(join(folder, 'b-ends'), join(folder, 'a-ends'), { recursive: true });
  openToAll(folder);
  const words = ['sagemaker-mkt:rehearse', '**', '--no-engine', '--jobs', '2'];
  const { status, stdout, stderr } = runYo(folder, words);
  expect(stdout).toContain('\nnot ready: 2 of 2 listings\n');
  expect([status, stderr]).toEqual([4, expect.stringContaining('not ready for AWS; what failed is told')]);
  const refused = runYo(folder, ['sagemaker-mkt:rehearse', '**', '--jobs', 'none']);
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('`--jobs` is none')]);
});
