import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/built.ts';
import { start, writeListing } from './listing-in-test.ts';
import { trainWith } from './script-in-test.ts';
import { hyperparameters, soundJob } from './train-in-test.ts';

/** The last line of a training's log about what it has read. */
function readsIn(printed: string): unknown {
  const line = printed.split('\n').findLast((one) => one.includes('"hyperparameters-read"'));
  const { time: _time, level: _level, event: _event, ...reads } = JSON.parse(line ?? '{}');
  return reads;
}

describe('in Python', () => {
  test('every use counts as a read of what it touches, and every copy is a plain dict', () => {
    const program = join(import.meta.dirname, 'read_hyperparameters.py');
    const { stdout, stderr } = spawnSync('python3', [program, join(root, 'listing')], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const lines = stdout.trim().split('\n');
    const found = lines.map((line): [string, string[], boolean] => JSON.parse(line));
    expect(found.filter(([, , isRight]) => !isRight)).toEqual([]);
    const [all, others] = [
      ['rounds', 'rate', 'loss'],
      ['rate', 'loss'],
    ];
    const one = ['[]', 'get', 'pop', 'setdefault', 'in', 'itemgetter', '%', 'format_map'];
    const none = ['str', 'repr', 'format', 'len', 'bool', 'isinstance', 'nobody'];
    const expected = found.map(([use]) => [use, one.includes(use) ? others : none.includes(use) ? all : []]);
    expect(found.map(([use, unread]) => [use, unread])).toEqual(expected);
    expect(found.length).toBeGreaterThan(30);
  });

  test('the log of a training says what python/train.py never read', async () => {
    const printed = await train(`
def train(job):
    print(job.hyperparameters, job.hyperparameters["depth"], {**{}, "x": job.hyperparameters.get("rounds")})`);
    expect(readsIn(printed)).toEqual({
      given: ['learning_rate', 'rounds', 'loss', 'depth'],
      unread: ['learning_rate', 'loss'],
      by: 'watching',
    });
  });

  test('a training refuses hyperparameters that it does not know', async () => {
    await expect(
      train(`
def train(job):
    job.expect_only(["rounds", "depth"])`),
    ).rejects.toThrow(
      'ValueError: the training does not use: learning_rate, loss; read them in python/train.py, or remove them from training.hyperparameters in marketplace.yaml',
    );
  });
});

async function train(code: string): Promise<string> {
  const folder = writeListing({
    ...soundJob,
    ...hyperparameters({ depth: '3' }),
    'src/training.ts':
      "import { pythonTraining } from '../runtime/python-training.ts';\nexport default pythonTraining();\n",
    'python/train.py': code,
  });
  const running = start(folder, 'runtime/training/trainer.ts', { PYTHONPATH: join(folder, 'python') });
  const status = await running.exitCode;
  if (status !== 0) throw new Error(running.printed());
  return running.printed();
}

describe('a script', () => {
  const given = { seed: '1', 'max-depth': '3', rounds: '5' };

  test('is said to leave out what no script of its folder names', async () => {
    const files = {
      'code/train.py': 'import more\nparser_option = "--max-depth"\n',
      'code/more.py': 'import os\nos.environ["SM_HP_ROUNDS"]\n',
      'code/.venv/lib/other.py': 'seed = 1\n',
    };
    expect(readsIn(await trainWith({ files, hyperparameters: given }))).toEqual({
      given: ['seed', 'max-depth', 'rounds'],
      unread: ['seed'],
      by: 'text',
    });
  });

  test.each([
    ['takes all of them at once', 'import os\nos.environ["SM_HPS"]\nrounds = 1\n'],
    ['names none of them', 'print("x")\n'],
  ])('that %s may use each', async (_, text) => {
    const printed = await trainWith({ files: { 'code/train.py': text }, hyperparameters: given });
    expect(readsIn(printed)).toMatchObject({ unread: [], by: 'text' });
  });
});
