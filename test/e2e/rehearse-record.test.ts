import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { placeBroken } from '../rehearse/broken-listing.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { onAwsLimits } from '../support/on-aws-limits.ts';
import { runBin } from '../support/run-bin.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const sample = 'samples/text-csv.csv';
const expected = 'samples/text-csv.expected.csv';

/** A sound listing: it answers the number of columns of each row. */
function soundFolder(id = 'a sound model package'): string {
  const { folder } = placeBroken(id);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const rehearse = (folder: string, ...words: readonly string[]) =>
  runBin(['rehearse', '--no-engine', ...words], folder);

test(
  '--record writes what is answered, shows what changes, and what is recorded is expected',
  onAwsLimits,
  () => {
    const folder = soundFolder();
    writeFileSync(join(folder, expected), '5\n');
    const { code, err } = rehearse(folder, '--record');
    expect(code).toBe(0);
    expect(err).toContain(`recorded anew: ${expected}\n    [0][0]: expected "5", and got "4"`);
    expect(err).toContain('recorded: samples/application-json.expected.json\n');
    expect(readFileSync(join(folder, expected), 'utf8')).toBe('4\n');
    expect(rehearse(folder).out).toMatch(/^passed +expected-answers +4 as expected$/m);
  },
);

test.skipIf(!isEveryCase)(
  `--against compares with what a release answered here${inCiAlone}`,
  onAwsLimits,
  () => {
    const folder = soundFolder();
    expect(rehearse(folder).code).toBe(0);
    expect(readdirSync(join(folder, 'local/answers/0.1.0'))).toContain('text-csv.csv');
    writeFileSync(join(folder, sample), '1,2\n');
    rmSync(join(folder, expected));
    const { code, out } = rehearse(folder, '--against', '0.1.0');
    expect(out).toMatch(/^warning, good practice: the samples get other answers than from release 0\.1\.0 /m);
    expect(out).toContain('text-csv.csv: [0][0]: expected "4", and got "2"');
    expect(code).toBe(0);
  },
);

test('a release without kept answers, and a file that is no tolerance, are refused before anything runs', () => {
  const folder = soundFolder();
  const { code, err } = rehearse(folder, '--against', '9.9');
  expect([code, err]).toEqual([
    4,
    'error: no answers of release 9.9 are kept in local/answers/\n  fix: rehearse that release here first; each rehearsal keeps the answers to its samples\n',
  ]);
  for (const text of ['{"relative": "much"}', '{"absolut": 1}', '{', '{}', '{"relative": -1}']) {
    writeFileSync(join(folder, 'samples/text-csv.tolerance.json'), text);
    expect(rehearse(folder).err).toContain(
      'error: samples/text-csv.tolerance.json is no tolerance\n  fix: write how far',
    );
  }
});

test.skipIf(!isEveryCase)(`a tolerance is as wide as the seller says${inCiAlone}`, onAwsLimits, () => {
  const folder = soundFolder();
  writeFileSync(join(folder, expected), '4.5\n');
  writeFileSync(join(folder, 'samples/text-csv.tolerance.json'), '{"absolute": 0.5}');
  expect(rehearse(folder).out).toMatch(/^passed +expected-answers +1 as expected$/m);
});

test.skipIf(!isEveryCase)(
  `nothing is recorded of a listing that is not ready, nor through a link${inCiAlone}`,
  onAwsLimits,
  () => {
    const broken = soundFolder('declared-types');
    const { code, err } = rehearse(broken, '--record');
    expect([code, err]).toEqual([
      4,
      expect.stringContaining('nothing is recorded: the listing is not ready'),
    ]);
    expect(existsSync(join(broken, 'samples/text-csv.expected.json'))).toBe(false);

    const folder = soundFolder();
    const outside = temporaryFolder();
    const samples = readFileSync(join(folder, sample));
    rmSync(join(folder, 'samples'), { recursive: true });
    for (const name of ['text-csv.csv', 'application-json.json'])
      writeFileSync(join(outside, name), name.endsWith('csv') ? samples : '{"instances": [[1]]}');
    symlinkSync(outside, join(folder, 'samples'));
    const linked = rehearse(folder, '--record');
    expect(linked.err).toContain('cannot be written (samples is not a folder of the listing)');
    expect(readdirSync(outside).sort()).toEqual(['application-json.json', 'text-csv.csv']);
  },
);
