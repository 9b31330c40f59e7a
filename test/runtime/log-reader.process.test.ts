import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { freePort } from '../../src/shell/rehearse/free-port.ts';
import { compileCacheOf } from '../support/compile-cache.ts';
import { inCiAlone, isEveryCase, oneIn } from '../support/every-case.ts';
import { whenOver } from '../support/when-over.ts';
import { writeListing } from './listing-in-test.ts';
import { hyperparameters, readIfThere, soundJob } from './train-in-test.ts';

/** More than a pipe, a socket and our own buffers hold. */
const mebibytes = 20;

/** Starts a program of a listing whose output is a socket, or nothing at all. */
function startQuietly(folder: string, entry: string, { words = [''], port = 0, isClosed = false } = {}) {
  const command = `exec "$0" "$@"${isClosed ? ' >&- 2>&-' : ''}`;
  const child = spawn('sh', ['-c', command, process.execPath, join(folder, entry), ...words], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      SAGEMAKER_BASE_DIR: join(folder, 'ml'),
      SAGEMAKER_BIND_TO_PORT: String(port),
      SAGEMAKER_MODEL_SERVER_WORKERS: '1',
      ...compileCacheOf(folder),
    },
  });
  whenOver(() => child.kill('SIGKILL'));
  return child;
}

const inTypeScript = {
  'src/inference.ts': `import { defineInference } from '../runtime/inference.ts';
    export default defineInference({ load: () => undefined, predict: (_model, records) => {
      for (let count = 0; count < ${mebibytes}; count += 1) {
        console.log('x'.repeat(2 ** 20));
        process.stderr.write('y'.repeat(2 ** 20));
      }
      return records;
    } });`,
};

const inPython = {
  'src/inference.ts': `import { pythonInference } from '../runtime/python-inference.ts';
    export default pythonInference();`,
  'python/model.py': `import sys
def load(model_dir):
    return None
def predict(model, records):
    for _ in range(${mebibytes}):
        print("x" * 2**20)
        print("y" * 2**20, file=sys.stderr)
    return records`,
};

const readers: [string, (child: ChildProcess) => void, boolean][] = [
  ['has ended', closeOutput, false],
  ['does not read', () => {}, false],
  ['was never there', () => {}, true],
];

function closeOutput(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** A listing in script mode, with its job. */
function writeScript(train: string): string {
  return writeListing({
    ...soundJob,
    ...hyperparameters({}),
    'runtime/contract.ts': `export const hyperparameters = []; export const channels = [];
      export const metrics = []; export const distributed = true;`,
    'train.py': train,
  });
}

test('a script can open its outputs by their names, as shell scripts do', async () => {
  const folder = writeScript(`for name in ("stdout", "stderr"):
    with open("/dev/" + name, "w") as output:
        output.write("to " + name + chr(10))
raise SystemExit(3)`);
  const training = startQuietly(folder, 'runtime/training/script.ts', { words: ['train.py'] });
  const printed = Promise.all([training.stdout, training.stderr].map(text));
  await once(training, 'exit');
  const [stdout, stderr] = await printed;
  expect(stdout).toContain('to stdout\n');
  expect(stderr).toContain('to stderr\n');
  expect(readIfThere(join(folder, 'ml/output/failure'))).toContain('to stderr');
});

test('a script that prints much and ends at once loses no line, however late the log is read', async () => {
  const lines = 20_000;
  const folder = writeScript(`import os, sys
for n in range(${lines}):
    print("out", n)
    print("err", n, file=sys.stderr)
open(os.environ["SM_MODEL_DIR"] + "/model.txt", "w").write("saved")
os._exit(0)`);
  const training = startQuietly(folder, 'runtime/training/script.ts', { words: ['train.py'] });
  while (readIfThere(join(folder, 'ml/model/model.txt')) !== 'saved')
    await new Promise((resolve) => setTimeout(resolve, 20));
  const [stdout, stderr] = await Promise.all([training.stdout, training.stderr].map(text));
  expect(stdout?.match(/^out \d+$/gm)).toHaveLength(lines);
  expect(stderr?.match(/^err \d+$/gm)).toHaveLength(lines);
});

describe.each(readers)('when the reader of the log %s', (_title, spoil, isClosed) => {
  test.each(
    oneIn(2, [
      ['TypeScript', inTypeScript],
      ['Python', inPython],
    ] as const),
  )('a server answers as usual, and ends with 0: %s', async (_language, files) => {
    const port = await freePort();
    const server = startQuietly(writeListing(files), 'runtime/serving/server.ts', { port, isClosed });
    const ended = once(server, 'exit');
    spoil(server);
    const address = `http://127.0.0.1:${port}`;
    while ((await fetch(`${address}/ping`).catch(() => undefined))?.status !== 200)
      await new Promise((resolve) => setTimeout(resolve, 20));
    for (let calls = 0; calls < 2; calls += 1) {
      const answer = await fetch(`${address}/invocations`, { method: 'POST', body: Buffer.from('a,b') });
      expect(await answer.text()).toBe('["a", "b"]');
    }
    server.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  test('a training ends with 0 and its model', async () => {
    const folder = writeListing({
      ...soundJob,
      'src/training.ts': `import { writeFileSync } from 'node:fs';
        import { defineTraining } from '../runtime/training.ts';
        export default defineTraining({ train: async ({ modelDir, report }) => {
          for (let count = 0; count < ${mebibytes}; count += 1) {
            console.log('x'.repeat(2 ** 20));
            report('validation:auc', 0.5);
            await new Promise((resolve) => setImmediate(resolve));
          }
          writeFileSync(modelDir + '/model.json', 'saved');
        } });`,
    });
    const training = startQuietly(folder, 'runtime/training/trainer.ts', { isClosed });
    spoil(training);
    expect(await once(training, 'exit')).toEqual([0, null]);
    expect(readIfThere(join(folder, 'ml/model/model.json'))).toBe('saved');
  });

  test.skipIf(!isEveryCase)(`a script trains to its end${inCiAlone}`, async () => {
    const folder = writeScript(`import os, sys
for _ in range(${mebibytes}):
    print("x" * 2**20)
    print("y" * 2**20, file=sys.stderr)
open(os.environ["SM_MODEL_DIR"] + "/model.txt", "w").write("saved")`);
    const training = startQuietly(folder, 'runtime/training/script.ts', { words: ['train.py'], isClosed });
    spoil(training);
    expect(await once(training, 'exit')).toEqual([0, null]);
    expect(readIfThere(join(folder, 'ml/model/model.txt'))).toBe('saved');
  });
});
