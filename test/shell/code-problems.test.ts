import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeProblems } from '../../src/shell/code-problems.ts';
import { placeListing, resolveText } from '../support/build-listing.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function placed(yaml: string, files: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  placeListing(folder, yaml);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const found = () =>
    codeProblems(resolveText(yaml), folder, folder).map(
      ({ code, location, fix }) => `${location.file}:${location.line} ${code}: ${fix}`,
    );
  return { folder, found };
}

const scikit = modelPackage({ framework: 'framework: scikit-learn' });
const flask = modelPackage({ framework: 'framework: flask' });
const script = algorithm({
  framework: 'framework: scikit-learn',
  training: `training:
  entry: code/train.py
  channels: [{ name: train, contentTypes: [text/csv] }]
  instances: [ml.m5.xlarge]`,
});

test('a warning of validate has the line, the reason and what to add; the exit code stays 0', async () => {
  const { folder } = placed(scikit, { 'python/model.py': 'import json\n\nimport yaml  # the limits\n' });
  const { code, err } = await runCommand(['validate'], folder);
  expect([code, err]).toEqual([
    0,
    `python/model.py:3:8: warning: \`yaml\` is imported, and requirements.txt brings no package that has it [import-not-installed]
  import yaml  # the limits
         ^^^^
  because: an image has the files that its Dockerfile copies and the packages that it installs, and nothing else
  fix: add  pyyaml  to requirements.txt

1 warning in 1 manifest
`,
  ]);
});

test.each([
  ['TypeScript', modelPackage()],
  ['scikit-learn', scikit],
  ['Flask', flask],
  ['an algorithm', algorithm()],
  ['an algorithm of PyTorch', algorithm({ framework: 'framework: pytorch' })],
  ['an algorithm of TensorFlow', algorithm({ framework: 'framework: tensorflow' })],
  ['an algorithm of LightGBM', algorithm({ framework: 'framework: lightgbm' })],
  ['an algorithm of ONNX Runtime', algorithm({ framework: 'framework: onnxruntime' })],
])('a listing of %s as it is generated has none', (_, yaml) => {
  expect(placed(yaml).found()).toEqual([]);
});

describe('Python', () => {
  test('a module beside the code, or at the top, is not in the image; the ways in are told', () => {
    const { found } = placed(scikit, {
      'python/model.py': 'import bounds\nfrom shared.rules import LIMIT\nimport helper, old\n',
      'python/bounds.py': 'def late():\n    import words\n',
      'helper.py': '',
      'old/notes.txt': '',
      'shared/rules.py': '',
      'shared/__init__.py': '',
      'words/__init__.py': 'import nothing_of_this_is_looked_at',
    });
    expect(found()).toEqual([
      'python/model.py:2 import-not-in-image: say  include: [shared]  in the manifest, and generate again; or move it into python/',
      'python/model.py:3 import-not-in-image: say  include: [helper.py]  in the manifest, and generate again; or move it into python/',
      'python/bounds.py:2 import-not-in-image: say  include: [words]  in the manifest, and generate again; or move it into python/',
      'python/model.py:3 import-not-installed: add the package that has old, which is often called so too, to requirements.txt',
    ]);
  });

  test('the first way helps, and so does a COPY of the seller’s own', () => {
    const files = {
      'python/model.py': 'import shared.rules\n',
      'shared/__init__.py': '',
      'shared/rules.py': 'from shared import limits\n',
    };
    const { folder, found } = placed(scikit, files);
    expect(found()).toHaveLength(1);
    appendFileSync(join(folder, 'Dockerfile'), 'COPY shared/ /opt/program/python/shared/\n');
    appendFileSync(join(folder, '.dockerignore'), '!shared\n');
    expect(found()).toEqual([]);
    expect(placed(`${scikit}include: [shared]\n`, files).found()).toEqual([]);
  });

  test('what is included already is named as well', () => {
    const { found } = placed(`${scikit}include: [rules.yaml, shared/limits.py]\n`, {
      'python/model.py': 'import bounds\n',
      'rules.yaml': '',
      'shared/limits.py': '',
      'bounds.py': '',
    });
    expect(found()).toEqual([
      'python/model.py:1 import-not-in-image: say  include: [rules.yaml, shared/limits.py, bounds.py]  in the manifest, and generate again; or move it into python/',
    ]);
  });

  test('a module in a folder has its whole name', () => {
    const { found } = placed(`${scikit}include: [shared]\n`, {
      'shared/__init__.py': '',
      'shared/rules.py': 'import limits\n',
      'shared/limits.py': '',
      'python/model.py': 'import shared.rules\nimport parts.sums\n',
      'python/parts/sums.py': 'import words\n',
      'python/parts/words.py': '',
    });
    expect(found()).toEqual([
      'shared/rules.py:1 import-not-in-image: import it by its whole name, shared.limits',
      'python/parts/sums.py:1 import-not-in-image: import it by its whole name, parts.words',
    ]);
  });

  test('what the packages bring, the standard library, and what the code can do without is no finding', () => {
    const { folder, found } = placed(scikit, {
      'python/model.py': `"""import not_this"""
from __future__ import annotations
import os.path, sys, importlib.metadata as metadata
import numpy as np, joblib
from scipy.sparse import (
    csr_matrix,  # import nor_this
)
from runtime.inference import BadBody
from typing import TYPE_CHECKING
import pandas, dateutil.parser, pytz
if TYPE_CHECKING:
    import mypy_extensions
if sys.version_info < (3, 11):
    import tomli as tomllib
else:
    import tomllib
try:
    import cupy
except ImportError:
    cupy = None
`,
    });
    appendFileSync(join(folder, 'requirements.txt'), '\npandas[excel]>=2 ; python_version > "3" # tables\n');
    expect(found()).toEqual([]);
  });

  test.each([
    ['a package whose dependencies are not known', 'requirements.txt', '\nacme-forecasts==2.1\n'],
    ['an address', 'requirements.txt', '\ngit+https://example.com/acme.git\n'],
    ['an installation of the seller’s own', 'Dockerfile', 'RUN python3 -m pip install acme\n'],
    ['a changed search path', 'python/model.py', 'import sys\nsys.path.append("/opt/acme")\n'],
    ['a Dockerfile of the seller’s own', 'Dockerfile', undefined],
  ])('with %s, nothing is said', (_, path, more) => {
    const { folder, found } = placed(scikit, { 'python/model.py': 'import yaml\n' });
    expect(found()).toHaveLength(1);
    if (more === undefined) rmSync(join(folder, path));
    else appendFileSync(join(folder, path), more);
    expect(found()).toEqual([]);
  });

  test('with requirements.lock, that file counts, and its script is named', () => {
    const { found } = placed(scikit, {
      'python/model.py': 'import numpy, bs4\n',
      'requirements.lock': '# 1\nnumpy==2.0 \\\n    --hash=sha256:1\n',
    });
    expect(found()).toEqual([
      'python/model.py:1 import-not-installed: add  beautifulsoup4  to requirements.txt, and run  scripts/lock.sh  again',
    ]);
  });

  test('a training script has its own folder, and so has its image', () => {
    const { found } = placed(script, {
      'code/train.py': 'import lamps\nimport model\nimport helper\n',
      'code/lamps.py': 'from torch import nn\n',
      'helper.py': '',
    });
    expect(found()).toEqual([
      'code/train.py:3 import-not-in-image: say  include: [helper.py]  in the manifest, and generate again; or move it into code/',
      'code/train.py:2 import-not-installed: add the package that has model, which is often called so too, to requirements.txt',
      'code/lamps.py:1 import-not-installed: add  torch  to requirements.txt',
    ]);
  });

  test('what is included is found by a training script as well', () => {
    const files = {
      'code/train.py': 'import lib.rows\n',
      'lib/__init__.py': '',
      'lib/rows.py': 'import yaml\n',
    };
    expect(placed(script, files).found()).toEqual([
      'code/train.py:1 import-not-in-image: say  include: [lib]  in the manifest, and generate again; or move it into code/',
    ]);
    expect(placed(`${script}include: [lib]\n`, files).found()).toEqual([
      'lib/rows.py:1 import-not-installed: add  pyyaml  to requirements.txt',
    ]);
  });

  test('of a Flask app, files at the top are in the image, folders are not, and files that nothing imports do not count', () => {
    const { found } = placed(flask, {
      'web_app_serve.py': 'import words\nimport text.stops\nimport flask, werkzeug\n',
      'words.py': '',
      'make_model.py': 'import sklearn\n',
      'text/__init__.py': '',
      'text/stops.py': '',
    });
    expect(found()).toEqual([
      'web_app_serve.py:2 import-not-in-image: say  include: [text]  in the manifest, and generate again',
    ]);
  });

  test('on a Deep Learning Container AWS chooses the packages', () => {
    const base = 'base: { deepLearningContainer: pytorch, tag: 2.14.0-cpu-amzn2023-sagemaker }';
    const yaml = modelPackage({ framework: 'framework: pytorch', base });
    expect(placed(yaml, { 'python/model.py': 'import torch, yaml\n' }).found()).toEqual([]);
  });
});

describe('TypeScript', () => {
  const onnx = modelPackage({ framework: 'framework: onnxruntime' });

  test('files beside the code and packages that nothing brings are found, also behind `export` and `import()`', () => {
    const { folder, found } = placed(onnx, {
      'src/inference.ts': `// import 'commented'
import { a } from './parts/a.ts';
import type { B } from '../types.ts';
import rules from '../rules.json' with { type: 'json' };
import { readFileSync } from 'node:fs';
import { join } from 'path';
const text = \`import 'text' \${readFileSync(join('a', "}"))} from 'text'\`;
const fast = await import('fast-csv').catch(() => undefined);
let type: typeof import('typed') | undefined;
try {
  await import('tried');
} catch {}
export { a, rules, text, fast, type };
export default { load: async () => import('onnxruntime-node'), predict: () => [] };
`,
      'src/parts/a.ts':
        "export * from '@acme/shapes/round';\nimport './b.ts';\nimport { z } from \"zod\";\nimport 'onnxruntime-common';\n",
      'src/parts/b.ts': "import '../../../outside.ts';\nimport pino from 'pino'\nimport 'pino/part';\n",
      'rules.json': '{}',
      'types.ts': '',
      'node_modules/onnxruntime-node/package.json': '{ "dependencies": { "onnxruntime-common": "1" } }',
      'node_modules/zod/package.json': '{}',
    });
    writeFileSync(join(folder, '../outside.ts'), '');
    const own = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    own.devDependencies.pino = '^9';
    writeFileSync(join(folder, 'package.json'), JSON.stringify(own));
    expect(found()).toEqual([
      'src/inference.ts:4 import-not-in-image: say  include: [rules.json]  in the manifest, and generate again; or move it into src/',
      'src/parts/b.ts:1 import-not-in-image: move it into src/',
      'src/parts/a.ts:1 import-not-installed: run  npm install @acme/shapes',
      'src/parts/a.ts:3 import-not-installed: run  npm install zod',
      'src/parts/b.ts:2 import-not-installed: run  npm install --save-prod pino',
    ]);
    rmSync(join(folder, '../outside.ts'));
  });

  test('a folder beside src/ is included as a whole, and then found', () => {
    const files = {
      'src/inference.ts': "import '../churnlib/deep/rules.ts';\nimport '../test/helper.ts';\n",
      'churnlib/deep/rules.ts': "import '../words.ts';\n",
      'churnlib/words.ts': '',
      'test/helper.ts': '',
    };
    expect(placed(onnx, files).found()).toEqual([
      'src/inference.ts:1 import-not-in-image: say  include: [churnlib]  in the manifest, and generate again; or move it into src/',
      'src/inference.ts:2 import-not-in-image: move it into src/',
    ]);
    expect(placed(`${onnx}include: [churnlib]\n`, files).found()).toEqual([
      'src/inference.ts:2 import-not-in-image: move it into src/',
    ]);
  });

  test('what is installed by package-lock.json is there; without it and without node_modules, nobody knows', () => {
    const { folder, found } = placed(onnx, { 'src/inference.ts': "import 'long';\nimport 'ms';\n" });
    expect(found()).toEqual([]);
    const packages = { '': {}, 'node_modules/long': {}, 'node_modules/ms': { dev: true } };
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
    expect(found()).toEqual(['src/inference.ts:2 import-not-installed: run  npm install ms']);
  });

  test('a framework of Python has no npm packages in its image', () => {
    const wrapped = `${scikit}inference: { language: typescript }\n`;
    const { found } = placed(wrapped, { 'src/inference.ts': "import 'zod';\n" });
    expect(found()).toEqual([
      'src/inference.ts:1 import-not-installed: do it without this package, or in Python',
    ]);
  });
});

test('where the manifest has an error, the code is not looked at', async () => {
  const { folder } = placed(scikit, { 'python/model.py': 'import yaml\n' });
  writeFileSync(join(folder, 'marketplace.yaml'), scikit.replace('scikit-learn', 'sklearn'));
  const { code, err } = await runCommand(['validate'], folder);
  expect([code, err.includes('sklearn'), err.includes('yaml` is imported')]).toEqual([1, true, false]);
});
