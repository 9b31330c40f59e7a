import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/built.ts';
import { pythonOf, titled } from '../support/python.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const python = pythonOf('listing');
const modules = join(root, 'listing/runtime/entry/modules');

/** What a program prints that a script starts, or its error. Packages can be in the folder `behind`. */
function printed(program: string, { files = {}, programs = python.programs }: Options = {}): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries({ 'program.py': program, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const behind = join(folder, 'behind');
  const env = {
    PATH: [programs, process.env['PATH']].join(delimiter),
    PYTHONPATH: [modules, behind].join(delimiter),
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const { stdout, stderr, status } = spawnSync('python3', [join(folder, 'program.py')], {
    env,
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : stderr;
}

interface Options {
  readonly files?: Readonly<Record<string, string>>;
  readonly programs?: string;
}

describe.skipIf(python.missing)(titled('the stand-ins for SageMaker’s packages', python), () => {
  test.each([
    ['import sagemaker_xgboost_container.encoder as it', 'it.libsvm_to_dmatrix'],
    ['import sagemaker_xgboost_container.encoder', 'sagemaker_xgboost_container.encoder.decode'],
    ['from sagemaker_xgboost_container import encoder, distributed', 'encoder.decode, distributed.rabit_run'],
    ['from sagemaker_xgboost_container.data_utils import get_dmatrix', 'get_dmatrix'],
    ['import sagemaker_inference', 'sagemaker_inference.errors.BaseInferenceToolkitError'],
    ['from sagemaker_inference.errors import UnsupportedFormatError', 'UnsupportedFormatError'],
    ['import importlib; it = importlib.import_module("sagemaker_inference.decoder")', 'it.decode'],
    ['import sagemaker_containers.beta.framework as it', 'it.worker.Response, it.modules'],
    ['from sagemaker_containers.beta.framework import encoders, env', 'encoders.encode, env.ServingEnv'],
    ['from sagemaker_containers.beta import framework', 'framework.content_types.CSV'],
    ['from sagemaker_containers import entry_point, training_env', 'entry_point, training_env'],
    ['from sagemaker_training import environment', 'environment.Environment'],
    ['import sagemaker_training.environment', 'sagemaker_training.environment.Environment'],
  ])('%s', (statement, names) => {
    expect(printed(`${statement}\n${names}\nprint("found")`)).toBe('found');
  });

  test('have each class once', () => {
    const program = `
from sagemaker_inference import errors
from runtime.entry.codecs import UnsupportedFormatError
from sagemaker_containers.beta.framework import errors as others
print(errors.UnsupportedFormatError is UnsupportedFormatError is others.UnsupportedFormatError)`;
    expect(printed(program)).toBe('True');
  });

  test('do not have what no script needs', () => {
    expect(printed('import sagemaker_inference.model_server')).toContain(
      "ModuleNotFoundError: No module named 'sagemaker_inference.model_server'",
    );
  });

  test('come after packages that are installed, and after files of the seller', () => {
    const program =
      'import sagemaker_inference, sagemaker_training\nprint(sagemaker_inference.whose, sagemaker_training.whose)';
    const files = {
      'behind/sagemaker_inference/__init__.py': 'whose = "installed"',
      'sagemaker_training.py': 'whose = "seller"',
    };
    expect(printed(program, { files })).toBe('installed seller');
  });

  test('are there in processes that the script starts', () => {
    const program = `
import multiprocessing
from scores import read
if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(pool.map(read, ["1,2"]))`;
    const scores =
      'from sagemaker_inference import decoder\ndef read(text): return decoder.decode(text, "text/csv").tolist()';
    expect(printed(program, { files: { 'scores.py': scores } })).toBe('[[[1, 2]]]');
  });

  test('leave the sitecustomize of the machine alone', () => {
    const program =
      'import builtins, sitecustomize\nprint(builtins.own, sitecustomize.__file__.split("/")[-2])';
    const files = { 'behind/sitecustomize.py': 'import builtins\nbuiltins.own = __name__' };
    expect(printed(program, { files })).toBe('sitecustomize behind');
  });
});

const withoutNumpy = pythonOf('flask-2');

test.skipIf(withoutNumpy.missing)(titled('what SageMaker says of a job needs no NumPy', withoutNumpy), () => {
  const program = 'from sagemaker_training import environment\nprint("found")\nimport numpy';
  expect(printed(program, withoutNumpy)).toContain("No module named 'numpy'");
  expect(printed(program.replace('\nimport numpy', ''), withoutNumpy)).toBe('found');
});
