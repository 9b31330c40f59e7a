import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { engine } from '../images/run-engine.ts';
import { placeListing } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { imagesMissing, tryDocker } from './engine.ts';
import { bringWheels } from './python-wheels.ts';

const missing = imagesMissing();
const slow = { timeout: 600_000 };
/** What scikit-learn 1.9 and its handler need. */
const packages = 10;

describe.skipIf(missing)(`requirements.lock${missing ? ` (${missing})` : ''}`, () => {
  test(
    'has every package with the hash of its wheel, and the build installs exactly those files or fails',
    slow,
    () => {
      const { lock, install, file } = placePython();
      const { status, said } = lock();
      expect(status, said).toBe(0);
      expect(said).toBe(`requirements.lock: ${packages} packages\n`);
      const locked = readFileSync(file, 'utf8');
      expect(locked.match(/^[a-z-]+==[0-9.]+ --hash=sha256:[0-9a-f]{64}$/gm)).toHaveLength(packages);
      expect(install()).toMatchObject({ status: 0 });

      writeFileSync(file, locked.replace(/(?<=sha256:)[0-9a-f]{8}/, '00000000'));
      expect(install().said).toContain('THESE PACKAGES DO NOT MATCH THE HASHES');
    },
  );

  test('that is older than requirements.txt stops the build with a fix', slow, () => {
    const { lock, install, listing } = placePython();
    expect(lock()).toMatchObject({ status: 0 });
    appendFileSync(join(listing, 'requirements.txt'), 'click==8.5.0\n');
    expect(install().said).toContain(
      'requirements.txt has changed since requirements.lock; fix: run scripts/lock.sh',
    );
    expect(lock().said).toBe(`requirements.lock: ${packages + 1} packages\n`);
    expect(install()).toMatchObject({ status: 0 });
  });

  test('is not written when a package cannot be found', slow, () => {
    const { lock, listing, file } = placePython();
    appendFileSync(join(listing, 'requirements.txt'), 'no-such-package==1.0\n');
    const { status, said } = lock();
    expect(status).toBe(4);
    expect(said).toContain('no-such-package');
    expect(said).toContain('fix: fix the line that it names');
    expect([file, `${file}.new`].filter((path) => existsSync(path))).toEqual([]);
  });
});

test.skipIf(missing)('a version that no index has stops the build with what to change', slow, () => {
  const { status, said } = placePython('99.1').install();
  expect(status).not.toBe(0);
  expect(said).toContain('No matching distribution found for scikit-learn==99.1');
  expect(said).toContain(
    'error: pip cannot install requirements.txt for Python 3.11; see its own error above',
  );
  expect(said).toContain(
    'fix: if it finds no matching version, write one that it lists as framework.version',
  );
});

function placePython(version = '1.9') {
  const listing = join(temporaryFolder(), 'a listing');
  const framework = `framework: { name: scikit-learn, version: "${version}", python: "3.11" }`;
  placeListing(listing, modelPackage({ framework }));
  const environment = bringWheels(listing);
  const run = (command: string, words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(command, words, {
      cwd: listing,
      encoding: 'utf8',
      env: { ...process.env, ENGINE: engine(), ...environment },
    });
    return { status, said: stdout + stderr };
  };
  const options = Object.entries(environment).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
  return {
    listing,
    file: join(listing, 'requirements.lock'),
    lock: () => run(join(listing, 'scripts/lock.sh'), []),
    install: () => {
      const words = ['build', '--target', 'dependencies', ...options, listing];
      const { status, stdout, stderr } = tryDocker(words, { DOCKER_BUILDKIT: '1' });
      return { status, said: stdout + stderr };
    },
  };
}
