import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { textsOf } from '../support/build-listing.ts';
import { bin } from '../support/built.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { pythonOfWheels, wheels } from '../support/make-python.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const python = join(pythonOfWheels, 'bin/python3');
const isHere = existsSync(python) && globSync('*.whl', { cwd: wheels }).length > 0;
const missing = isHere ? '' : ' (no folder of wheels for this Python)';

test.skipIf(!isHere).each(['scikit-learn', 'lightgbm'])(
  `requirements.txt of %s names all that pip installs for it, at versions that fit together${missing}`,
  (framework) => {
    const text =
      textsOf(modelPackage({ framework: `framework: ${framework}` })).get('requirements.txt') ?? '';
    const pinned = [...text.matchAll(/^([a-z-]+)==(.+)$/gm)].map(([, name, version]) => `${name} ${version}`);
    expect(pinned.length).toBeGreaterThan(3);
    expect(installed(text)).toEqual(pinned.sort());
  },
);

/** The packages that pip would install. */
function installed(requirements: string): string[] {
  const file = join(temporaryFolder(), 'requirements.txt');
  writeFileSync(file, requirements);
  const options = ['--dry-run', '--ignore-installed', '--quiet', '--no-index', '--find-links', wheels];
  const words = ['-m', 'pip', 'install', ...options, '--report', '-', '--requirement', file];
  const { stdout, stderr } = spawnSync(python, words, { encoding: 'utf8' });
  if (!stdout) throw new Error(stderr);
  const { install } = JSON.parse(stdout) as {
    readonly install: readonly { readonly metadata: { readonly name: string; readonly version: string } }[];
  };
  return install.map(({ metadata }) => `${metadata.name} ${metadata.version}`).sort();
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
