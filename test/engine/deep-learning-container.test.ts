import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deepLearningContainer } from '../images/stand-ins.ts';
import { placeListing } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Builder, build, factsOf, realBase, uniqueName } from './built-listing.ts';
import { askEverything, serveImage } from './containers.ts';
import { docker, imagesMissing, tryDocker } from './engine.ts';

const missing = imagesMissing();
const added = 'what the seller adds comes in front of what the container has, and no more than that';
const slow = { timeout: 600_000 };
const builders: readonly Builder[] = ['BuildKit', 'the legacy builder'];

/** A model in plain Python and NumPy. Its predictions show the test where it runs. */
const model = `import sys
import numpy as np

TAKES = "numbers"

def load(model_dir):
    print(f"python {sys.executable}, numpy {np.__version__}", file=sys.stderr)
    return np.ones(4)

def predict(weights, records):
    return records @ weights
`;

for (const builder of builders)
  describe.skipIf(missing)(
    `a Deep Learning Container, by ${builder}${missing ? ` (${missing})` : ''}`,
    () => {
      const name = uniqueName('container');
      const image = `${name}:0.1.0`;
      let listing = '';
      beforeAll(() => {
        listing = placeOnContainer(name);
        const printed = build(listing, builder);
        console.log(`${printed}\n  on ${realBase(factsOf(deepLearningContainer))}`);
      }, slow.timeout);
      afterAll(() => {
        tryDocker(['image', 'rm', '--force', image]);
        rmSync(listing, { recursive: true, force: true });
      });

      test('starts the listing’s server, and nothing of the container’s own', () => {
        const { Config } = factsOf(image);
        expect([Config.Cmd, Config.Entrypoint ?? []]).toEqual([['serve'], []]);
        expect(Config.Labels).toMatchObject({
          'com.amazonaws.sagemaker.capabilities.multi-models': 'false',
          'com.amazonaws.sagemaker.capabilities.accept-bind-to-port': 'true',
          'org.opencontainers.image.base.name': deepLearningContainer,
        });
      });

      test.each(['0', '1000'])(
        'serves from the container’s own Python, and stops, as user %s',
        slow,
        async (user) => {
          const container = await serveImage(image, user);
          await askEverything(listing, container.url);
          const headers = { 'content-type': 'text/csv', accept: 'application/json' };
          const answer = await fetch(`${container.url}/invocations`, {
            method: 'POST',
            headers,
            body: '1,2,3,4\n',
          });
          expect(await answer.text()).toMatch(/^\[?(\{"predictions":)?\[?10/);
          const { exitCode, log } = container.stop(30);
          expect(log).toContain('python /opt/conda/bin/python3, numpy 1.24.2');
          expect(log).not.toContain('the container’s own server');
          expect(exitCode, log).toBe(0);
        },
      );

      test('keeps the container’s environment, and looks into what was added first', () => {
        const shown = 'echo "$PATH|$LD_LIBRARY_PATH|$PYTHONPATH|$FROM_CONTAINER"';
        expect(docker(['run', '--rm', image, 'sh', '-c', shown])).toBe(
          [
            '/opt/program/bin:/opt/packages/bin:/opt/node/bin:/opt/conda/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
            '/opt/conda/lib:',
            '/opt/packages/modules',
            'kept',
          ].join('|'),
        );
      });

      test('Node runs where LD_LIBRARY_PATH leads to libraries that nothing can load', () => {
        const libraries = brokenLibraries();
        const words = [
          'run',
          '--rm',
          '--volume',
          `${libraries}:/broken:ro`,
          '--env',
          'LD_LIBRARY_PATH=/broken',
        ];
        // Without a shell: a shell would need the libraries of the container.
        const program = ['/opt/node/bin/node', '-p', 'new Intl.NumberFormat("en").format(1234)'];
        expect(docker([...words, image, ...program])).toBe('1,234');
        expect(tryDocker([...words, image, 'python3', '--version']).stderr).toContain(
          'error while loading shared libraries: /broken/',
        );
      });

      test(added, slow, () => {
        const shown = 'import numpy, threadpoolctl; print(numpy.__version__, numpy.__file__)';
        const modules = () => {
          const folders = docker(['run', '--rm', image, 'ls', '/opt/packages/modules']).split('\n');
          return folders.filter((folder) => /^\w+$/.test(folder) && folder !== '__pycache__');
        };
        writeFileSync(join(listing, 'requirements.txt'), '# mine\nnumpy>=1.20\nthreadpoolctl==3.7.0\n');
        build(listing, builder);
        expect(docker(['run', '--rm', image, 'python3', '-c', shown])).toMatch(/^1\.24\.2 \/usr\/lib\//);
        expect(modules()).toEqual([]);
        writeFileSync(join(listing, 'requirements.txt'), 'numpy==2.4.6\nthreadpoolctl==3.7.0\n');
        build(listing, builder);
        expect(docker(['run', '--rm', image, 'python3', '-c', shown])).toBe(
          '2.4.6 /opt/packages/modules/numpy/__init__.py',
        );
        expect(modules()).toEqual(['numpy']);
      });
    },
  );

function placeOnContainer(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'sagemaker mkt ïmage-'));
  const members = {
    product: `product: { type: model-package, name: ${name} }`,
    framework: 'framework: pytorch',
    base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
  };
  placeListing(folder, modelPackage(members));
  mkdirSync(join(folder, 'model'), { recursive: true });
  writeFileSync(join(folder, 'python/model.py'), model);
  return folder;
}

function brokenLibraries(): string {
  const folder = temporaryFolder();
  const names = [
    'libc.so.6',
    'libm.so.6',
    'libdl.so.2',
    'libpthread.so.0',
    'libstdc++.so.6',
    'libgcc_s.so.1',
  ];
  for (const name of names) writeFileSync(join(folder, name), 'no library\n');
  return folder;
}
