import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { engine } from '../images/run-engine.ts';
import { placeListing } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { zipOf } from '../support/zip-of.ts';
import { imagesMissing, tryDocker } from './engine.ts';

const missing = imagesMissing();
const pytorchIndex = 'https://download.pytorch.org/whl/cu126';

/** A wheel without any code. */
function wheelOf(name: string, version: string, needs: readonly string[] = []) {
  const file = name.replaceAll('-', '_');
  const info = `${file}-${version}.dist-info`;
  const needed = needs.map((one) => `Requires-Dist: ${one}\n`).join('');
  const content = zipOf({
    [`${file}.py`]: '',
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${needed}`,
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    [`${info}/RECORD`]: '',
  });
  return { name, file: `${file}-${version}-py3-none-any.whl`, content };
}

type Wheel = ReturnType<typeof wheelOf>;

/** A folder as an index of packages. Only the index says the hashes. */
function placeIndex(folder: string, wheels: readonly Wheel[]): void {
  for (const { name, file, content } of wheels) {
    mkdirSync(join(folder, name), { recursive: true });
    const hash = createHash('sha256').update(content).digest('hex');
    writeFileSync(join(folder, name, file), content);
    writeFileSync(join(folder, name, 'index.html'), `<a href="${file}#sha256=${hash}">${file}</a>`);
  }
}

test.skipIf(missing)(
  `the lock of a build for CUDA has it from its own index, with all that it needs, and the image gets these files${missing ? ` (${missing})` : ''}`,
  { timeout: 600_000 },
  () => {
    const listing = join(temporaryFolder(), 'a listing');
    const framework = 'framework: { name: pytorch, accelerator: cuda, python: "3.11" }';
    placeListing(listing, modelPackage({ framework }));
    const requirements = join(listing, 'requirements.txt');
    const asked = readFileSync(requirements, 'utf8');
    const pins = [...asked.matchAll(/^(\S+)==(\S+)$/gm)].map(([, name = '', version = '']) => ({
      name,
      version,
    }));
    const others = pins.filter(({ name }) => name !== 'torch');
    const nvidia = wheelOf('nvidia-cublas-cu12', '12.6.4.1');
    const torch = wheelOf('torch', '2.14.0+cu126', ['nvidia-cublas-cu12==12.6.4.1', 'numpy']);
    // The Python index has a newer one of the same version, for another CUDA.
    const usual = [
      ...others.map(({ name, version }) => wheelOf(name, version)),
      nvidia,
      wheelOf('torch', '2.14.0'),
    ];
    placeIndex(join(listing, 'wheels/pypi'), usual);
    placeIndex(join(listing, 'wheels/cu126'), [torch]);
    writeFileSync(requirements, asked.replace(pytorchIndex, 'file:///listing/wheels/cu126'));

    const env = {
      ...process.env,
      ENGINE: engine(),
      PIP_INDEX_URL: 'file:///listing/wheels/pypi',
      PIP_FIND_LINKS: '',
    };
    const locked = spawnSync(join(listing, 'scripts/lock.sh'), [], { cwd: listing, encoding: 'utf8', env });
    expect(locked.status, locked.stderr).toBe(0);
    const lock = readFileSync(join(listing, 'requirements.lock'), 'utf8');
    const hash = createHash('sha256').update(torch.content).digest('hex');
    expect(lock).toContain(`torch==2.14.0+cu126 --hash=sha256:${hash}\n`);
    expect(lock).toContain('nvidia-cublas-cu12==12.6.4.1 --hash=sha256:');
    expect(lock).toContain('\n--extra-index-url file:///listing/wheels/cu126\n');
    expect(lock.match(/--hash=/g)).toHaveLength(pins.length + 1);

    for (const { file, content } of [...usual, torch]) writeFileSync(join(listing, 'wheels', file), content);
    const words = ['build', '--target', 'dependencies', '--build-arg', 'PIP_NO_INDEX=1', listing];
    const built = tryDocker(words, { DOCKER_BUILDKIT: '1' });
    expect(built.status, built.stderr).toBe(0);
  },
);
