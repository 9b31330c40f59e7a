import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { generatedFolder, writeManifest } from '../support/listing-folder.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { placeBroken } from './broken-listing.ts';

function rehearse(words: readonly string[], folder: string) {
  return runCommand(['rehearse', ...words], folder);
}

/** A listing with a quick rehearsal: its server does not start. */
function quickFolder(): string {
  const { folder } = placeBroken('serve-starts');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const kept = (folder: string) => join(folder, 'local/rehearsal.json');

test('the next run says what changed since the last', async () => {
  const folder = quickFolder();
  expect((await rehearse(['--no-engine'], folder)).out).not.toContain('since');
  expect((await rehearse(['--no-engine'], folder)).out).toMatch(
    /\nsince \d{4}-\d\d-\d\d, no check changed\n\nnot ready: /,
  );
  const last = readFileSync(kept(folder), 'utf8');
  writeFileSync(kept(folder), last.replace('"serve-starts": "failed"', '"serve-starts": "passed"'));
  expect((await rehearse(['--no-engine'], folder)).out).toContain('\n  serve-starts fails now; it passed\n');
});

test('a kept rehearsal that is damaged is reported and replaced', async () => {
  const folder = quickFolder();
  mkdirSync(join(folder, 'local'));
  writeFileSync(kept(folder), '{"format": 1, "checks"');
  const { code, out, err } = await rehearse(['--no-engine'], folder);
  expect([code, err]).toEqual([
    4,
    'local/rehearsal.json is damaged or has another version: it is replaced, and nothing is compared\n',
  ]);
  expect(out).not.toContain('since');
  expect(JSON.parse(readFileSync(kept(folder), 'utf8'))).toMatchObject({ format: 1, verdict: 'not-ready' });
});

test.each([
  ['a file', (local: string, outside: string) => writeFileSync(local, outside)],
  ['a link to the outside', (local: string, outside: string) => symlinkSync(outside, local)],
])('where %s keeps the run from being kept, the rehearsal says so and goes on', async (_, place) => {
  const [folder, outside] = [quickFolder(), temporaryFolder()];
  place(join(folder, 'local'), outside);
  const { code, out, err } = await rehearse(['--no-engine'], folder);
  expect(err).toBe(
    'this run is not kept for the next one: local/rehearsal.json cannot be written (local is not a folder of the listing)\n',
  );
  expect([code, out.includes('not ready: 1 of')]).toEqual([4, true]);
  expect(readdirSync(outside)).toEqual([]);
});

test('a pipe in the place of a sample is refused, and not waited for', async () => {
  const folder = quickFolder();
  rmSync(join(folder, 'samples/text-csv.csv'));
  spawnSync('mkfifo', [join(folder, 'samples/text-csv.csv')]);
  const { code, err } = await rehearse(['--no-engine'], folder);
  expect([code, err]).toEqual([
    4,
    'error: samples/text-csv.csv is not a regular file, or cannot be read\n  fix: put a file there\n',
  ]);
});

test('a pipe in the place of the kept rehearsal is not waited for', async () => {
  const folder = quickFolder();
  mkdirSync(join(folder, 'local'));
  spawnSync('mkfifo', [kept(folder)]);
  const { code, err } = await rehearse(['--no-engine'], folder);
  expect([code, err]).toEqual([4, expect.stringContaining('local/rehearsal.json is damaged')]);
});

test('each of several listings has a test suite, even one that was not tried', async () => {
  const folder = quickFolder();
  mkdirSync(join(folder, 'wrong'));
  writeManifest(join(folder, 'wrong'), modelPackage({ base: 'base: debian:99' }));
  const words = ['--no-engine', '--junit', 'rehearsal.xml', '--report', 'rehearsal.html', '.', 'wrong'];
  expect((await rehearse(words, folder)).code).toBe(1);
  const junit = readFileSync(join(folder, 'rehearsal.xml'), 'utf8');
  expect(junit.match(/<testsuite name="[^"]*"/g)).toEqual([
    '<testsuite name="churn-scorer"',
    '<testsuite name="wrong/marketplace.yaml"',
  ]);
  expect(readFileSync(join(folder, 'rehearsal.html'), 'utf8')).toContain(
    'not rehearsed: its manifest has errors',
  );
  // Its own reports are overwritten.
  expect((await rehearse(words, folder)).code).toBe(1);
});

test.each([
  [['--seconds', '5'], '`--seconds` is only for a load test'],
  [['--load', '--seconds', 'ten'], '`--seconds ten` is not a number from 1 to 86400'],
  [['--load', '--connections', '0'], '`--connections 0` is not a number from 1 to 1024'],
  [['--junit', 'marketplace.yaml'], '`--junit marketplace.yaml` would overwrite a file that is no report'],
  [['--report', 'samples'], '`--report` names no file: `samples`'],
  [['--junit', 'a', '--report', './a'], '`--junit` and `--report` name the same file: `a`'],
  [
    ['--report', 'marketplace.yaml/a/b.html'],
    '`--report marketplace.yaml/a/b.html` cannot be written: marketplace.yaml is no folder',
  ],
])('%j is wrong usage, told before anything runs', async (words, what) => {
  const folder = quickFolder();
  const { code, out, err } = await rehearse(['--no-engine', ...words], folder);
  expect([code, out, err.split('\n')[0]]).toEqual([2, '', `error: ${what}`]);
  expect(existsSync(kept(folder))).toBe(false);
});

test('a report that cannot be written does not change the results', async () => {
  const folder = quickFolder();
  const tooLong = 'a'.repeat(250);
  const { code, out, err } = await rehearse(['--no-engine', '--json', '--report', tooLong], folder);
  expect(JSON.parse(out)).toMatchObject({ listings: [{ status: 'not-ready' }] });
  expect([code, err]).toEqual([4, expect.stringContaining('ENAMETOOLONG')]);
});

test('the report of a fleet shows the last rehearsal of each listing', async () => {
  const folder = generatedFolder(modelPackage());
  const page = async () => {
    expect((await runCommand(['generate', '--report', 'fleet.html'], folder)).code).toBe(0);
    return readFileSync(join(folder, 'fleet.html'), 'utf8');
  };
  expect(await page()).toContain(' data-rehearsal="none"');
  writeFileSync(join(folder, 'model/weights'), '1\n');
  rmSync(join(folder, 'bin/serve'));
  expect((await rehearse(['--no-engine'], folder)).code).toBe(4);
  expect(await page()).toMatch(
    /<span class="not-ready">Not ready, 1 failed<\/span> <span class="quiet day">\d{4}-\d\d-\d\d</,
  );
});

test('a manifest with an error is told, and nothing is tried', async () => {
  const folder = temporaryFolder();
  writeManifest(folder, modelPackage({ base: 'base: debian:99' }));
  const { code, out, err } = await rehearse(['--no-engine'], folder);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('marketplace.yaml:4:7: error');
});

test.each([
  ['{"rounds": ', 'is not JSON'],
  ['["rounds"]', 'is not a JSON object'],
])('hyperparameters of the seller that cannot be read, %j, are told as such', async (text, what) => {
  const { folder } = placeBroken('train-starts');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'local/input/config'), { recursive: true });
  writeFileSync(join(folder, 'local/input/config/hyperparameters.json'), text);
  const { code, out, err } = await rehearse(['--no-engine'], folder);
  expect([code, out]).toEqual([4, '']);
  expect(err.split('\n')[0]).toBe(`error: local/input/config/hyperparameters.json ${what}`);
});
