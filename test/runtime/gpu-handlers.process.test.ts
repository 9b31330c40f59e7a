import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/built.ts';
import { pythonOf, titled } from '../support/python.ts';
import { withThisNode } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const python = pythonOf('listing');

/** No machine of the tests has a GPU: what stands for the libraries tells what it is given. */
test.skipIf(python.missing).each([
  [
    'pytorch',
    'torch',
    'model.pt',
    ['the model runs on cuda: Stub GPU', 'torch: model to cuda', 'torch: records to cuda'],
  ],
  [
    'xgboost',
    'xgboost',
    'model.json',
    [
      "xgboost: {'device': 'cuda'}",
      'the model runs on cuda, if the machine has a GPU',
      'xgboost: a matrix of 1 records',
    ],
  ],
  [
    'onnxruntime',
    'onnxruntime',
    'model.onnx',
    [
      'onnxruntime: the libraries of CUDA are loaded',
      "onnxruntime: ['CUDAExecutionProvider', 'CPUExecutionProvider']",
      'the model runs on CUDAExecutionProvider',
    ],
  ],
])(titled('the handler of %s puts model and records on the GPU', python), (name, stub, file, told) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, file), '{}');
  const program = join(root, 'test/runtime/gpu_handlers.py');
  const { stdout, stderr } = spawnSync('python3', ['-B', program, name, stub, folder], {
    encoding: 'utf8',
    env: withThisNode(python.programs ?? ''),
  });
  expect(stdout.trimEnd().split('\n'), stderr).toEqual(told);
});
