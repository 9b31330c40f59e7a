import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type BuiltListing, bases, buildListing } from './built-listing.ts';
import { isolatedNetwork, startContainer } from './containers.ts';
import { docker, imagesMissing } from './engine.ts';
import { visitingModule } from './name-services.ts';

const missing = imagesMissing();

for (const [base, builder] of bases)
  describe.skipIf(missing)(`Node on ${base}${missing ? ` (${missing})` : ''}`, () => {
    let listing: BuiltListing;
    beforeAll(() => {
      listing = buildListing('minimal', base, builder);
    }, 300_000);
    afterAll(() => listing?.remove());

    test.each(['0', '1000'])('maps no file of the base into memory, as user %s', (user) => {
      const answers = runProbe(listing.inferenceImage, user, '--network', 'none');
      expect(answers.mapped.length).toBeGreaterThan(5);
      expect(answers.mapped.filter((file) => !/^\/opt\/(node|program)\//.test(file))).toEqual([]);
      expect(answers.localhost).toBe('127.0.0.1');
      if (user === '0') expect(answers.userName).toBe('root');
    });

    test('starts itself and the programs of the base as child processes', () => {
      const answers = runProbe(listing.inferenceImage, '1000', '--network', 'none');
      expect(answers.childVersion).toMatch(/^v24\./);
      expect(answers.shellWord).toBe('the shell');
    });

    test('finds the other hosts of a job by their names', () => {
      const network = isolatedNetwork();
      const idle = ['node', '-e', 'setInterval(() => {}, 1000)'];
      startContainer(['--network', network, '--network-alias', 'algo-1', listing.inferenceImage, ...idle]);
      const answers = runProbe(listing.inferenceImage, '0', '--network', network);
      expect(answers.otherHost).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    });
  });

interface Answers {
  readonly mapped: readonly string[];
  readonly localhost: string;
  readonly userName: string;
  readonly otherHost: string;
  readonly childVersion: string;
  readonly shellWord: string;
}

/** Runs the probe below in a container where a C library could load modules of the base. */
function runProbe(image: string, user: string, ...options: readonly string[]): Answers {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'probe.cjs'), probe, { mode: 0o644 });
  const mounts = [
    '--volume',
    `${join(folder, 'probe.cjs')}:/probe.cjs:ro`,
    ...visitingModule(image, '/opt/node'),
  ];
  const words = ['run', '--rm', '--read-only', '--user', user, ...options, ...mounts, image];
  return JSON.parse(docker([...words, 'node', '/probe.cjs'])) as Answers;
}

const probe = `const { spawnSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { lookup } = require('node:dns/promises');
const os = require('node:os');
const address = (name) => lookup(name, 4).then(({ address }) => address, ({ code }) => code);
const output = (...words) => spawnSync(words.shift(), words, { encoding: 'utf8' }).stdout.trim();
const userName = () => { try { return os.userInfo().username; } catch (fault) { return fault.code; } };
(async () => {
  const answers = {
    localhost: await address('localhost'),
    otherHost: await address('algo-1'),
    userName: userName(),
    childVersion: output(process.execPath, '--version'),
    shellWord: output('/bin/sh', '-c', 'echo the shell'),
  };
  const lines = readFileSync('/proc/self/maps', 'utf8').split('\\n');
  const mapped = new Set(lines.flatMap((line) => /\\s(\\/\\S+)$/.exec(line)?.[1] ?? []));
  console.log(JSON.stringify({ ...answers, mapped: [...mapped] }));
})();
`;
