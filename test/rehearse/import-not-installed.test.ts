import { expect, test } from 'vitest';
import type { Answer, Installed } from '../../src/imports/judge-imports.ts';
import type { ImageScene } from '../../src/rehearse/check.ts';
import { importNotInstalled } from '../../src/rehearse/checks/import-not-installed.ts';
import type { ImportingCode } from '../../src/rehearse/materials.ts';
import type { ImageFacts } from '../../src/rehearse/stage.ts';

/** In an image whose seller installed it elsewhere, and on a machine. */
const installed: Installed = {
  python: () => 'unknown',
  npm: () => 'there',
  words: { hasNpm: false, hasLock: false, devDependencies: [] },
};

function look(modules: readonly string[], files: readonly string[] | null | undefined, onMachine?: Answer) {
  const packages = modules.map((name, at) => ({
    ...{ name, module: name, dots: 0, names: [], isOptional: name === 'cupy' },
    ...{ language: 'python' as const, file: 'python/model.py', line: at + 1, source: `import ${name}` },
  }));
  const code: ImportingCode = {
    scanned: { packages, outside: [], changesPath: false },
    installed,
    askPython: async () => onMachine && (() => onMachine),
  };
  const images = files === undefined ? [] : [{ files: files ?? undefined } as ImageFacts];
  if (importNotInstalled.phase !== 'image') throw new Error('it looks before anything runs');
  return importNotInstalled.look({ code, images } as unknown as ImageScene);
}

const site = 'opt/python/lib/python3.12/site-packages';
const files = [
  `${site}/sklearn/__init__.py`,
  `${site}/six.py`,
  `${site}/_cffi_backend.cpython-312-x86_64-linux-gnu.so`,
  'opt/packages/modules/google/cloud/storage/client.py',
  'usr/share/yaml/yaml.txt',
  'etc/flask.conf',
];

test('in an image, a module is there that has a file anywhere', async () => {
  expect(await look(['sklearn', 'six', '_cffi_backend', 'google', 'cupy'], files)).toEqual({
    verdict: 'passed',
    words: 'installed are sklearn, six, _cffi_backend, google',
  });
});

test('one without any file fails, with its lines; all are told at once', async () => {
  expect(await look(['sklearn', 'yaml', 'flask', 'learn'], files)).toEqual({
    verdict: 'failed',
    words: '`yaml` is imported, and requirements.txt brings no package that has it, and 2 more',
    fix: 'add  pyyaml  to requirements.txt; add  flask  to requirements.txt; add the package that has learn, which is often called so too, to requirements.txt',
    evidence: [
      'python/model.py:2: import yaml',
      'python/model.py:3: import flask',
      'python/model.py:4: import learn',
    ],
  });
});

test('what nobody knows is not seen', async () => {
  expect(await look(['yaml'], null)).toEqual({
    verdict: 'not-seen',
    words: 'the layers of the image could not be read',
  });
  const unsure = {
    verdict: 'not-seen',
    words: 'the packages of this machine do not show whether the image has `yaml`',
    needs: 'container',
  };
  expect(await look(['yaml'], undefined)).toEqual(unsure);
  expect(await look(['yaml'], undefined, 'unknown')).toEqual(unsure);
  expect(await look(['yaml'], undefined, 'there')).toMatchObject({ verdict: 'passed' });
  expect(await look(['yaml'], undefined, 'missing')).toMatchObject({ verdict: 'failed' });
});
