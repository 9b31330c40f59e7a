import { expect, test } from 'vitest';
import { plainYaml } from '../../src/generate.ts';
import {
  byPackage,
  inEnvironment,
  inPyproject,
  inRequirements,
  pinnedVersion,
  pythonOfPyproject,
} from '../../src/project/declared-versions.ts';
import { deployCalls } from '../../src/project/deploy-calls.ts';
import { notebookCode } from '../../src/project/notebook-code.ts';
import { pythonFile } from '../../src/project/python-file.ts';

const linesOf = (found: readonly { readonly name: string; readonly versions: string }[]) =>
  found.map(({ name, versions }) => `${name}${versions}`);

test('requirements.txt, with what only pip understands left out', () => {
  const text = `# comment
numpy==1.26.4
pandas[excel] >= 2, < 3  # why
torch==2.1.0 ; python_version >= "3.9"
scikit-learn
-r other.txt
--index-url https://example.com
git+https://example.com/a.git
https://example.com/b-1.0-py3-none-any.whl
tqdm==4.66.1 \\
    --hash=sha256:00
`;
  expect(linesOf(inRequirements('r', text))).toEqual([
    'numpy==1.26.4',
    'pandas[excel]>=2,<3',
    'torch==2.1.0',
    'scikit-learn',
    'tqdm==4.66.1',
  ]);
});

test('pyproject.toml of the standard, and of Poetry', () => {
  const standard = `[build-system]
requires = ["hatchling"]

[project]
requires-python = ">=3.10"
dependencies = [
  "fastapi>=0.110",
  'uvicorn[standard]==0.29.0',
]

[tool.other]
dependencies = ["no"]
`;
  expect(linesOf(inPyproject('p', standard))).toEqual(['fastapi>=0.110', 'uvicorn[standard]==0.29.0']);
  expect(pythonOfPyproject(standard)).toBe('>=3.10');
  const poetry = `[tool.poetry.dependencies]
python = "^3.11"
flask = "^2.3.1"
joblib = "~1.3"
old = "^0.4"
exact = "1.2"
any = "*"
pandas = { version = "2.2.2", extras = ["excel"] }
`;
  expect(linesOf(inPyproject('p', poetry))).toEqual([
    'flask>=2.3.1,<3',
    'joblib>=1.3,<1.4',
    'old>=0.4,<0.5',
    'exact==1.2',
    'any',
    'pandas==2.2.2',
  ]);
  expect(pythonOfPyproject(poetry)).toBe('^3.11');
});

test('environment.yml of conda, with pip in it', () => {
  const text =
    'dependencies: [python=3.9, pip, numpy=1.21, "conda-forge::xgboost=1.7.6", pytorch, "scipy>=1.9", { pip: ["flask==2.3.1"] }]';
  expect(linesOf(inEnvironment('e', plainYaml(text)))).toEqual([
    'numpy==1.21.*',
    'xgboost==1.7.6',
    'torch',
    'scipy>=1.9',
    'flask==2.3.1',
  ]);
  expect(inEnvironment('e', 7)).toEqual([]);
});

test('the first file that says a version decides, and a version is one where it is one', () => {
  const declared = byPackage([
    ...inRequirements('a', 'Numpy\n'),
    ...inRequirements('b', 'numpy==1.26.4\nnumpy==2'),
  ]);
  expect(linesOf([...declared.values()])).toEqual(['numpy==1.26.4']);
  const versions = ['==1.2.2', '==1.2.*', '>=1', '', '==2.1+cpu'];
  expect(versions.map((one) => pinnedVersion({ name: 'a', path: 'p', versions: one }))).toEqual([
    '1.2.2',
    '1.2',
    undefined,
    undefined,
    '2.1',
  ]);
});

test('of a notebook, the code and what it installs', () => {
  const cells = [
    { cell_type: 'markdown', source: 'import no' },
    { cell_type: 'code', source: ['%pip install -q "pandas==2.2.2" -r more.txt\n', 'import a\n', '!ls'] },
    { cell_type: 'code', source: '%%bash\npip install no' },
    { cell_type: 'code', source: '%%time\nb = 1' },
  ];
  const code = notebookCode(JSON.stringify({ cells }));
  expect(code?.installs).toEqual(['pandas==2.2.2']);
  expect(code?.text).toContain('import a\n');
  expect(code?.text).not.toMatch(/no\b|ls/);
  expect(notebookCode('{"cells": [')).toBeUndefined();
  expect(notebookCode('[]')).toBeUndefined();
});

test.each([
  [
    'from sagemaker.pytorch import PyTorchModel\nPyTorchModel(entry_point="./inference.py", source_dir="code/", framework_version="1.13", role=role)',
    { framework: 'pytorch', entry: 'inference.py', folder: 'code', version: '1.13', trains: false },
  ],
  [
    'import sagemaker\nsagemaker.sklearn.SKLearn(entry_point="train.py", framework_version="1.2-1")',
    { framework: 'scikit-learn', entry: 'train.py', version: '1.2', trains: true },
  ],
  [
    'HuggingFaceModel(transformers_version="4.26", pytorch_version="1.13", role=r)',
    { framework: 'transformers', version: '4.26', trains: false },
  ],
  ['PyTorch()', undefined],
  ['class PyTorchModel(Base): pass', undefined],
])('%j deploys %j', (text, call) => {
  const [found] = deployCalls(pythonFile('a.py', text));
  if (call === undefined) expect(found).toBeUndefined();
  else expect(found).toMatchObject(call);
});
