import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { textsOf } from '../support/build-listing.ts';
import { bin } from '../support/built.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { uvProgram } from '../support/make-python.ts';
import { preparedForTests } from '../support/prepared.ts';
import { folderOf } from '../support/python.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** PyTorch's build for CPUs lies in an index of its own, so its requirements are resolved without it. */
const besidesTorch = /^torch==.*$|^--extra-index-url .*$/gm;
const platform = ['--python-platform', 'x86_64-manylinux_2_28', '--only-binary', ':all:'];
/** uv asks every Python of the machine for its version unless it is given one. */
const anyPython = ['--python', join(folderOf('listing'), 'bin/python3')];

describe.skipIf(!isEveryCase)(`requirements.txt${inCiAlone}`, () => {
  const everyPair = preparedForTests().catalogue.frameworks.flatMap(({ name, versions }) =>
    versions
      .filter(({ packages }) => packages.length > 0)
      .flatMap(({ version, python }) => python.map((release) => [name, version, release] as const)),
  );

  test.each(everyPair)('of %s %s names all that Python %s installs for it', (name, version, release) => {
    const framework = `framework: { name: ${name}, version: "${version}", python: "${release}" }`;
    const text = textsOf(modelPackage({ framework })).get('requirements.txt') ?? '';
    const asked = text.replace(besidesTorch, '');
    const pinned = asked.split('\n').filter((line) => line.includes('=='));
    expect(pinned.length).toBeGreaterThan(2);
    expect(installed(asked, release)).toEqual(pinned.sort());
  });
});

/** The packages that the index has for these requirements: those that they name, and what these need. */
function installed(requirements: string, release: string): string[] {
  const words = ['pip', 'compile', '--quiet', '--no-header', '--no-annotate', '--python-version', release];
  const { status, stdout, stderr } = spawnSync(uvProgram(), [...words, ...platform, ...anyPython, '-'], {
    input: requirements,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return stdout.trim().split('\n').sort();
}

test('packages that a seller adds at the end stay there when the versions of the others change', () => {
  const folder = temporaryFolder();
  const generate = (version: string) => {
    const framework = `framework: { name: scikit-learn, version: "${version}" }`;
    writeFileSync(join(folder, 'marketplace.yaml'), modelPackage({ framework }));
    return spawnSync(process.execPath, [bin, 'generate', folder], { encoding: 'utf8' });
  };
  const file = join(folder, 'requirements.txt');
  expect(generate('1.7').status).toBe(0);
  appendFileSync(file, 'pandas==2.2.0\n');
  expect(generate('1.9')).toMatchObject({ status: 0 });
  expect(readFileSync(file, 'utf8')).toMatch(/^scikit-learn==1\.9\.1$[\s\S]*^# Yours:\npandas==2\.2\.0\n$/m);
});

test('the build of PyTorch for CPUs comes from where it is', () => {
  const text = textsOf(modelPackage({ framework: 'framework: pytorch' })).get('requirements.txt');
  expect(text).toMatch(
    /^--extra-index-url https:\/\/download\.pytorch\.org\/whl\/cpu\n[\s\S]*^torch==2\.\d+\.\d+\+cpu$/m,
  );
});
