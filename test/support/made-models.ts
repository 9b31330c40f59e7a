import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FoundModel } from '../../src/model/model-files/found-model.ts';
import { recogniseFile, recogniseFolder } from '../../src/model/model-files/recognise-model.ts';
import { openModel } from '../../src/shell/from-model/open-model.ts';
import { type Environment, pythonOf } from './python.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What a library itself says of a model that it saved. */
export interface Truth {
  readonly file: string;
}

/** Runs a program of `models/`, which saves models in a folder and prints the truth about each. */
export function madeModels<One extends Truth>(
  program: string,
  environment: Environment,
  folder = temporaryFolder(),
) {
  const script = fileURLToPath(new URL(`models/${program}`, import.meta.url));
  const python = join(pythonOf(environment).programs ?? '', 'python3');
  const { status, stdout, stderr } = spawnSync(python, [script, folder], {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', TF_CPP_MIN_LOG_LEVEL: '3' },
  });
  if (status !== 0) throw new Error(stderr);
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  const truths = lines.map((line) => JSON.parse(line) as One);
  return { folder, truths, open: (file: string) => foundIn(join(folder, file)) };
}

/** What is read of a file or folder, without anything being loaded. */
export function foundIn(path: string): FoundModel | undefined {
  const opened = openModel(path, '/');
  if (!opened.ok) throw new Error(opened.reason.what);
  const { value } = opened;
  try {
    return value.kind === 'file' ? recogniseFile(value.file) : recogniseFolder(value.folder)[0]?.found;
  } finally {
    value.close();
  }
}
