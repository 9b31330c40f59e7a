import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stagePrograms } from '../../src/shell/rehearse/staged-programs.ts';
import { placeListing, resolveText } from '../support/build-listing.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function placed(yaml: string, files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  placeListing(folder, yaml);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, stage: () => stagePrograms(resolveText(yaml), folder, temporaryFolder()) };
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort();
}

test('a model package runs in a copy with the code and the model, and with nothing else of the listing', () => {
  const { folder, stage } = placed(modelPackage({ framework: 'framework: scikit-learn' }), {
    'helper.py': '',
    'shared/rules.py': '',
    'python/rules/limits.py': 'LIMIT = 1\n',
    'python/__pycache__/model.pyc': '',
    'model/model.joblib': 'weights',
    '.env': 'SECRET=1',
    'local/model/old.joblib': '',
    'node_modules/left-pad/package.json': '{}',
  });
  const { serve, train } = stage();
  expect(train).toBe(serve);
  const has = (path: string) => filesBelow(serve).includes(path);
  expect(filesBelow(serve).filter((path) => !path.startsWith('runtime/'))).toEqual([
    'bin/serve',
    'model',
    'model/README.md',
    'model/model.joblib',
    'node_modules',
    'node_modules/left-pad/package.json',
    'package.json',
    'python/model.py',
    'python/rules/limits.py',
  ]);
  expect(has('runtime/python/server.ts')).toBe(true);
  expect(readFileSync(join(serve, 'model/model.joblib'), 'utf8')).toBe('weights');
  expect(readFileSync(join(serve, 'bin/serve'))).toEqual(readFileSync(join(folder, 'bin/serve')));
});

test('an algorithm with two images has a copy for each, and only the training has the script', () => {
  const entry = `training:
  entry: my code/fit.py
  channels: [{ name: train, contentTypes: [text/csv] }]
  instances: [ml.m5.xlarge]`;
  const { stage } = placed(algorithm({ framework: 'framework: scikit-learn', training: entry }), {
    'my code/fit.py': '',
    'my code/data/names.txt': '',
  });
  const { serve, train } = stage();
  const scripts = (folder: string) => filesBelow(folder).filter((path) => path.startsWith('my code/'));
  expect([scripts(serve), scripts(train)]).toEqual([[], ['my code/data/names.txt', 'my code/fit.py']]);
});

describe('the Dockerfile on disk decides', () => {
  const yaml = modelPackage();

  test('what the seller copies besides is there, and what .dockerignore leaves out is not', () => {
    const { folder, stage } = placed(yaml, {
      'rules.yaml': 'a: 1',
      'lib/deep/a.ts': '',
      'src/notes/b.txt': '',
    });
    symlinkSync('inference.ts', join(folder, 'src/link.ts'));
    append(
      folder,
      'Dockerfile',
      'COPY rules.yaml /opt/program/src/limits.yaml\nCOPY lib /opt/program/src/lib/\n',
    );
    append(folder, '.dockerignore', '!lib\n!rules.yaml\nsrc/notes\n');
    const { serve } = stage();
    expect(filesBelow(join(serve, 'src'))).toEqual([
      'inference.ts',
      'lib/deep/a.ts',
      'limits.yaml',
      'link.ts',
    ]);
  });

  test.each([
    ['another one', 'FROM scratch\nCOPY . /app/\n'],
    ['none', undefined],
  ])('with %s, the listing runs in its own folder', (_, text) => {
    const { folder, stage } = placed(yaml, { Dockerfile: text ?? '' });
    expect(stage()).toEqual({ serve: folder, train: folder });
  });
});

function append(folder: string, path: string, text: string): void {
  writeFileSync(join(folder, path), `${readFileSync(join(folder, path), 'utf8')}\n${text}`);
}

test('a rehearsal misses a file that the image lacks, and names the seller’s files', async () => {
  const { folder } = placed(modelPackage(), {
    'model/linear-model.json': '{ "intercept": 0.5, "weights": [1] }',
    'rules.ts': 'export const limit = 1;\n',
    'bin/serve': '#!/bin/sh\nexec node "$(dirname "$0")/../src/inference.ts"\n',
    'src/inference.ts': "import { limit } from '../rules.ts';\nconsole.log(limit);\n",
  });
  chmodSync(join(folder, 'bin/serve'), 0o755);
  const { out } = await runCommand(['rehearse', '--no-engine'], folder);
  expect(out).toMatch(/^failed +ready-in-time/m);
  expect(out).toContain(`${folder}/rules.ts`);
  expect(out).not.toContain('sagemaker-mkt-rehearsal-');
});
