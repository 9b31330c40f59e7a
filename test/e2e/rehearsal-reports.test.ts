import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openToAll, runYo } from '../../scripts/run-yo.ts';
import type { Load } from '../../src/model/measurements.ts';
import { placeBroken } from '../rehearse/broken-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { generatedFolder, writeManifest } from '../support/listing-folder.ts';
import { onAwsLimits } from '../support/on-aws-limits.ts';
import { ordinaryUser, whyNotAsAnotherUser } from '../support/ordinary-user.ts';
import { runBin } from '../support/run-bin.ts';

/** A listing that is told in no time: its server does not start. */
function quickFolder(): string {
  const { folder } = placeBroken('serve-starts');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const kept = (folder: string) => join(folder, 'local/rehearsal.json');

test(
  'a load, its figures, and all reports of one run; the listing is still what its manifest makes of it',
  onAwsLimits,
  () => {
    const folder = generatedFolder(modelPackage({ inference: 'inference: { maxPayloadMB: 6 }' }));
    const load = ['--load', '--connections', '2', '--seconds', '1'];
    const reports = ['--junit', 'out/rehearsal.xml', '--report', 'out/rehearsal.html', '--json'];
    const { code, out, err } = runBin(['rehearse', '--no-engine', ...load, ...reports], folder);
    expect([code, err]).toEqual([0, '']);
    const { listings } = JSON.parse(out) as {
      listings: { load: Load; measurements: { calls: unknown[] } }[];
    };
    expect(listings[0]?.load.steps.map(({ connections }) => connections)).toEqual([1, 2]);
    expect(listings[0]?.load.soak?.calls).toBeGreaterThan(0);
    expect(listings[0]?.measurements.calls.length).toBeGreaterThan(100);
    expect(readFileSync(join(folder, 'out/rehearsal.xml'), 'utf8')).toContain('name="load-answers"');
    expect(readFileSync(join(folder, 'out/rehearsal.html'), 'utf8')).toContain('>Load</h3>');
    expect(JSON.parse(readFileSync(kept(folder), 'utf8'))).toMatchObject({
      verdict: 'ready',
      load: { perSecond: expect.any(Number) },
    });
    expect(runBin(['check'], folder).code).toBe(0);
  },
);

test('the next run says what changed since the last', () => {
  const folder = quickFolder();
  expect(runBin(['rehearse', '--no-engine'], folder).out).not.toContain('since');
  expect(runBin(['rehearse', '--no-engine'], folder).out).toMatch(
    /\nsince \d{4}-\d\d-\d\d, no check says otherwise\n\nnot ready: /,
  );
  const last = readFileSync(kept(folder), 'utf8');
  writeFileSync(kept(folder), last.replace('"serve-starts": "failed"', '"serve-starts": "passed"'));
  expect(runBin(['rehearse', '--no-engine'], folder).out).toContain(
    '\n  serve-starts fails now; it passed\n',
  );
});

test('a kept run that is damaged is told and replaced', () => {
  const folder = quickFolder();
  mkdirSync(join(folder, 'local'));
  writeFileSync(kept(folder), '{"format": 1, "checks"');
  const { code, out, err } = runBin(['rehearse', '--no-engine'], folder);
  expect([code, err]).toEqual([
    4,
    'local/rehearsal.json is damaged, or of another version: it is replaced, and nothing is compared\n',
  ]);
  expect(out).not.toContain('since');
  expect(JSON.parse(readFileSync(kept(folder), 'utf8'))).toMatchObject({ format: 1, verdict: 'not-ready' });
});

test('where nothing can be kept, the rehearsal says so and goes on', () => {
  const folder = quickFolder();
  writeFileSync(join(folder, 'local'), 'a file of that name');
  const { code, out, err } = runBin(['rehearse', '--no-engine'], folder);
  expect(err).toMatch(
    /^this run is not kept for the next one: local\/rehearsal\.json cannot be written \(\w+\)\n$/,
  );
  expect([code, out.includes('not ready: 1 of')]).toEqual([4, true]);
});

test('of several listings there is a suite each, also of one that was not tried', () => {
  const folder = quickFolder();
  mkdirSync(join(folder, 'wrong'));
  writeManifest(join(folder, 'wrong'), modelPackage({ base: 'base: debian:99' }));
  const words = [
    'rehearse',
    '--no-engine',
    '--junit',
    'rehearsal.xml',
    '--report',
    'rehearsal.html',
    '.',
    'wrong',
  ];
  expect(runBin(words, folder).code).toBe(1);
  const junit = readFileSync(join(folder, 'rehearsal.xml'), 'utf8');
  expect(junit.match(/<testsuite name="[^"]*"/g)).toEqual([
    '<testsuite name="churn-scorer"',
    '<testsuite name="wrong/marketplace.yaml"',
  ]);
  expect(readFileSync(join(folder, 'rehearsal.html'), 'utf8')).toContain(
    'not rehearsed: its manifest has errors',
  );
  // Its own reports are replaced.
  expect(runBin(words, folder).code).toBe(1);
});

test.each([
  [['--seconds', '5'], '`--seconds` says how a load is made'],
  [['--load', '--seconds', 'ten'], '`--seconds ten` is not a number from 1 to 86400'],
  [['--load', '--connections', '0'], '`--connections 0` is not a number from 1 to 1024'],
  [['--junit', 'marketplace.yaml'], '`--junit marketplace.yaml` would overwrite a file that is no report'],
  [['--report', 'samples'], '`--report` names no file: `samples`'],
  [['--junit', 'a', '--report', './a'], '`--junit` and `--report` name the same file: `a`'],
  [
    ['--report', 'marketplace.yaml/a/b.html'],
    '`--report marketplace.yaml/a/b.html` cannot be written: marketplace.yaml is no folder',
  ],
])('%j is wrong usage, told before anything runs', (words, what) => {
  const folder = quickFolder();
  const { code, out, err } = runBin(['rehearse', '--no-engine', ...words], folder);
  expect([code, out, err.split('\n')[0]]).toEqual([2, '', `error: ${what}`]);
  expect(existsSync(kept(folder))).toBe(false);
});

test('a report that cannot be written takes nothing from what was seen', () => {
  const folder = quickFolder();
  const tooLong = 'a'.repeat(250);
  const { code, out, err } = runBin(['rehearse', '--no-engine', '--json', '--report', tooLong], folder);
  expect(JSON.parse(out)).toMatchObject({ listings: [{ status: 'not-ready' }] });
  expect([code, err]).toEqual([4, expect.stringContaining('ENAMETOOLONG')]);
});

test.skipIf(whyNotAsAnotherUser() !== '')(
  `a report for a folder of somebody else is refused before anything runs${whyNotAsAnotherUser()}`,
  () => {
    const folder = quickFolder();
    const words = ['rehearse', '--no-engine', '--report', 'a.html'];
    chmodSync(folder, 0o755);
    const { code, err } = runBin(words, folder, {}, ordinaryUser);
    expect([code, err.split('\n')[0]]).toEqual([2, 'error: `--report a.html` cannot be written: . (EACCES)']);
  },
);

test('the report of a fleet shows the last rehearsal of each listing', () => {
  const folder = generatedFolder(modelPackage());
  const page = () => {
    expect(runBin(['generate', '--report', 'fleet.html'], folder).code).toBe(0);
    return readFileSync(join(folder, 'fleet.html'), 'utf8');
  };
  expect(page()).toContain('<span class="quiet">never</span>');
  rmSync(join(folder, 'bin/serve'));
  expect(runBin(['rehearse', '--no-engine'], folder).code).toBe(4);
  expect(page()).toMatch(/<span class="error">1 failed<\/span> <span class="quiet day">\d{4}-\d\d-\d\d</);
});

test('the real yo writes the same reports', () => {
  const folder = quickFolder();
  openToAll(folder);
  const { status } = runYo(folder, [
    'sagemaker-mkt:rehearse',
    '--no-engine',
    '--junit',
    'rehearsal.xml',
    '--report=rehearsal.html',
  ]);
  expect(status).toBe(4);
  expect(readFileSync(join(folder, 'rehearsal.xml'), 'utf8')).toContain('<failure ');
  expect(readFileSync(join(folder, 'rehearsal.html'), 'utf8')).toContain('not ready: 1 of');
});
