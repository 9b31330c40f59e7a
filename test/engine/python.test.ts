import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeListing } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { bases, build, factsOf, realBase, uniqueName } from './built-listing.ts';
import { askEverything, sagemakerFolder, serveImage } from './containers.ts';
import { docker, imagesMissing, tryDocker } from './engine.ts';
import { visitingModule } from './name-services.ts';
import { bringStubbornWheel, pythonImage, type Wheels } from './python-wheels.ts';

const missing = imagesMissing();
const why = missing ? ` (${missing})` : '';
const slow = { timeout: 600_000 };
const users = ['0', '1000'];
const packages = [
  'scikit-learn==1.9.1',
  'numpy==2.4.6',
  'scipy==1.17.1',
  'joblib==1.6.0',
  'threadpoolctl==3.7.0',
];
const more = ['lightgbm==4.7.0', 'narwhals==2.26.0'];

/** Python 3.13 comes from a Debian with another C library, and other tools that make it portable. */
const tried = [
  ...bases.map(([base, builder]) => ({ base, builder, python: '3.11', preload: false })),
  { base: 'alpine:3.3', builder: 'BuildKit', python: '3.13', preload: true } as const,
];

for (const { base, builder, python, preload } of tried)
  describe.skipIf(missing)(`Python ${python} on ${base}, by ${builder}${why}`, () => {
    const wheels = { of: 'listing', python } as const;
    const wholeSystem = systemOf(python);
    const name = uniqueName('python');
    const image = `${name}:0.1.0`;
    let listing = '';
    beforeAll(() => {
      listing = placePython(name, base, wheels, `inference: { preload: ${preload} }`);
      const printed = build(listing, builder, wheels);
      // Built again without Node, once: that is enough to compare the sizes.
      if (base === 'amazonlinux:2023') report(printed, image, listing);
    }, slow.timeout);
    afterAll(() => {
      tryDocker(['image', 'rm', '--force', image]);
      rmSync(listing, { recursive: true, force: true });
    });

    test.each(users)('has everything of a system that Python needs, as user %s', slow, (user) => {
      const { system, environment, withoutBytecode } = runProbe(image, user, 'system');
      expect(system).toEqual({ ...wholeSystem, userName: user === '0' ? 'root' : 'unknown' });
      expect(environment.filter((variable) => /^(LD_|PYTHON|SSL_|LOCPATH)/.test(variable))).toEqual([]);
      expect(withoutBytecode).toEqual([]);
    });

    test.each(users)('trains and predicts with what wheels bring, as user %s', slow, (user) => {
      const answers = runProbe(image, user, 'packages');
      expect(answers.packages).toEqual({
        versions: ['2.4.6', '1.9.1', '4.7.0'],
        product: 50,
        inverse: 0.5,
        forestLearned: true,
        boostedLearned: true,
      });
      expect(answers.withoutBytecode).toEqual([]);
    });

    test.each(users)('has a temporary folder where nothing can be written, as user %s', slow, (user) => {
      const words = ['run', '--rm', '--read-only', '--user', user, '--env', 'PYTHONPATH=/opt/program', image];
      expect(docker([...words, 'python3', '-c', findTemporaryFolder])).toBe('/dev/shm');
    });

    test('takes no file of the base into memory, whatever the base says of names and languages', slow, () => {
      const options = [...visitingModule(image, '/opt/python'), '--env', 'LANG=de_DE.UTF-8'];
      const { mapped, system } = runProbe(image, '0', 'system packages', options);
      expect(mapped.length).toBeGreaterThan(50);
      expect(mapped.filter((file) => !file.startsWith('/opt/python/'))).toEqual([]);
      expect(system).toMatchObject({ ...wholeSystem, userName: 'root' });
    });

    test(
      'searches libraries only in /opt/python, by paths that also apply to libraries of libraries',
      slow,
      () => {
        const all =
          'import lightgbm, sklearn.ensemble, scipy.optimize, scipy.special.cython_special, ssl, sqlite3';
        const words = ['run', '--rm', '--env', 'LD_DEBUG=libs', image, 'python3', '-c', all];
        const { status, stderr } = tryDocker(words);
        expect(status, stderr).toBe(0);
        const lines = stderr.split('\n');
        const tried = lines.filter((line) => line.includes('trying file='));
        expect(tried.length).toBeGreaterThan(30);
        expect(tried.filter((line) => !line.includes('=/opt/python/'))).toEqual([]);
        const elsewhere = /RUNPATH from|search cache|system search path/;
        expect(lines.filter((line) => elsewhere.test(line))).toEqual([]);
      },
    );

    // The user who may least.
    const user = '1000';
    test(`serves every pair of types from a model in Python, as user ${user}`, slow, async () => {
      const folder = sagemakerFolder();
      const train = ['run', '--rm', '--volume', `${folder}:/opt/ml`, image, 'python3', '-c', fit];
      docker(train);
      const container = await serveImage(image, user, join(folder, 'model'));
      await askEverything(listing, container.url);
      const { exitCode, log } = container.stop(30);
      expect(exitCode, log).toBe(0);
    });

    test('a model that fills the memory costs its own request, and the server goes on', slow, async () => {
      const model = join(temporaryFolder(), 'model.py');
      writeFileSync(model, leakingModel);
      const limits = [
        '--memory',
        '700m',
        '--memory-swap',
        '700m',
        '--env',
        'SAGEMAKER_MODEL_SERVER_WORKERS=1',
      ];
      const mount = ['--volume', `${model}:/opt/program/python/model.py:ro`];
      const container = await serveImage(image, '0', undefined, [...limits, ...mount]);
      expect(await ask(container.url, 'leak')).toBe(503);
      expect(container.log()).toContain('was ended by SIGKILL, which usually means that the memory was full');
      await container.until(async () => (await fetch(`${container.url}/ping`)).status === 200);
      expect(await ask(container.url, 'fine')).toBe(200);
    });

    test.skipIf(preload || availableParallelism() === 1)(
      'starts no more workers than the memory of its container holds (needs two processors)',
      slow,
      async () => {
        const model = join(temporaryFolder(), 'model.py');
        writeFileSync(model, heavyModel);
        const options = ['--memory', '900m', '--volume', `${model}:/opt/program/python/model.py:ro`];
        const container = await serveImage(image, '1000', undefined, options);
        expect(container.log()).toMatch(/"event":"fewer-workers","workers":1,/);
        expect(await ask(container.url, 'fine')).toBe(200);
        expect(container.log()).not.toContain('-died');
      },
    );

    test('a changed model.py makes one new layer, and the packages stay', slow, () => {
      const before = factsOf(image).RootFS.Layers;
      appendFileSync(join(listing, 'python/model.py'), '\n# A change.\n');
      const printed = build(listing, builder, wheels);
      console.log(`a changed model.py: ${printed}`);
      const after = factsOf(image).RootFS.Layers;
      expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
      expect(after.at(-1)).not.toBe(before.at(-1));
    });
  });

const systemOf = (version: string) => ({
  version,
  prefix: '/opt/python',
  hasCertificates: true,
  sqlite: 42,
  fork: [1, 4, 9],
  spawn: [1, 4, 9],
  threads: [1, 4, 9],
  shellWord: 'the shell',
  children: ['üben', 'üben', 'üben'],
  locale: 'C.UTF-8',
  encodings: ['utf-8', 'utf-8', 'UTF-8'],
  file: ['für.txt', 'schön'],
  zones: ['+02:00', '+0900'],
  ownCode: 42,
  libraries: ['c', 'm', 'ssl', 'stdc++', 'gomp'],
  foreignLibrary: null,
  localhost: '127.0.0.1',
});

/** A listing of scikit-learn with packages that the seller has added, and a model in S3. */
function placePython(name: string, base: string, wheels: Wheels, inference: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'sagemaker mkt ïmage-'));
  const members = {
    product: `product: { type: model-package, name: ${name} }`,
    framework: `framework: { name: scikit-learn, python: "${wheels.python}" }`,
    base: `base: ${base}`,
    inference,
    artifacts: 'artifacts: { mode: s3, path: model, s3Uri: s3://models/model.tar.gz }',
  };
  placeListing(folder, modelPackage(members));
  mkdirSync(join(folder, 'model'));
  writeFileSync(join(folder, 'requirements.txt'), `${[...packages, ...more].join('\n')}\n`);
  bringStubbornWheel(folder, wheels);
  return folder;
}

interface Answers {
  readonly system: Readonly<Record<string, unknown>>;
  readonly packages: Readonly<Record<string, unknown>>;
  readonly mapped: readonly string[];
  readonly environment: readonly string[];
  readonly withoutBytecode: readonly string[];
}

function runProbe(image: string, user: string, parts: string, options: readonly string[] = []): Answers {
  const folder = temporaryFolder();
  cpSync(join(import.meta.dirname, 'python_probe.py'), join(folder, 'probe.py'));
  const volume = ['--volume', `${join(folder, 'probe.py')}:/probe.py:ro`];
  const isolation = ['--network', 'none', '--read-only', '--user', user];
  const words = [...isolation, ...volume, ...options, image, 'python3', '/probe.py', ...parts.split(' ')];
  return JSON.parse(docker(['run', '--rm', ...words])) as Answers;
}

/** A classifier with four columns, like the samples of the listing. */
const fit = `import joblib, numpy
from sklearn.linear_model import LogisticRegression
rows = numpy.random.default_rng(0).normal(size=(60, 4))
joblib.dump(LogisticRegression().fit(rows, rows[:, 0] > 0), "/opt/ml/model/model.joblib")
import os; os.chmod("/opt/ml/model/model.joblib", 0o644)`;

const findTemporaryFolder = `from runtime.python.process import prepare_process
prepare_process()
import tempfile
print(tempfile.gettempdir())`;

const heavyModel = `
def load(model_dir):
    return bytearray(b"x") * 400_000_000

def predict(model, records):
    return [len(model) for record in records]
`;

const leakingModel = `
def load(model_dir):
    return []

def predict(kept, records):
    while records[0][0] == "leak":
        kept.append(bytearray(b"x" * 2**24))
    return [len(record) for record in records]
`;

async function ask(url: string, body: string): Promise<number> {
  const headers = { 'content-type': 'text/csv' };
  return (await fetch(`${url}/invocations`, { method: 'POST', headers, body })).status;
}

/** Compares the built image with the public Python image that has the same packages. */
function report(printed: string, image: string, listing: string): void {
  const facts = factsOf(image);
  const plain = `${image}-plain`;
  const file = join(listing, 'Dockerfile.plain');
  writeFileSync(file, plainDockerfile);
  docker(['build', '--quiet', '--file', file, '--tag', plain, listing], { DOCKER_BUILDKIT: '0' });
  const sizes = [facts, factsOf(plain)].map(({ Size }) => `${Math.round(Size / 1e6)} MB`);
  docker(['image', 'rm', plain]);
  console.log(
    `${printed}\n  ${facts.RootFS.Layers.length} layers on ${realBase(facts)}\n  ${sizes.join(' with Node; ')} for ${pythonImage} with the same packages (${realBase(factsOf(pythonImage))})`,
  );
}

const plainDockerfile = `FROM ${pythonImage}
COPY requirements.txt wheels wheels/
RUN python3 -m pip install --no-cache-dir --no-index --find-links wheels -r wheels/requirements.txt; rm -r wheels
`;
