import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startScript } from './script-in-test.ts';

/** The failure message for the buyer, and the exit code for SageMaker. */
async function failureOf(text: string, script = 'train.py') {
  const running = startScript({ files: { [script]: text } });
  const code = await running.exitCode;
  return { code, failure: running.failure() ?? '', printed: running.printed() };
}

const withoutPlaces = (text: string) => text.replaceAll(/File ".*\/(?=[\w.]+")/g, 'File "');

describe('the failure of a script', () => {
  test('is first the error that its traceback ends with, then the traceback', async () => {
    const { code, failure, printed } = await failureOf(
      'def fit(rows):\n    raise ValueError("no rows in train")\n\nprint("begun")\nfit([])',
    );
    expect(code).toBe(1);
    expect(withoutPlaces(failure)).toBe(`ValueError: no rows in train
train.py ended with exit code 1
Traceback (most recent call last):
  File "train.py", line 5, in <module>
    fit([])
  File "train.py", line 2, in fit
    raise ValueError("no rows in train")
`);
    expect(printed).toContain('begun\n');
    expect(printed.match(/^ValueError: no rows in train$/gm)).toHaveLength(1);
    expect(printed).toContain('"event":"training-failed","message":"ValueError: no rows in train');
  });

  test.each([
    [
      'has several lines',
      'raise ValueError("NaN found\\nimpute it\\nor drop it")',
      'ValueError: NaN found\nimpute it\nor drop it\ntrain.py ended',
    ],
    [
      'has a cause',
      'try:\n  1/0\nexcept ZeroDivisionError as z:\n  raise RuntimeError("bad rate") from z',
      'RuntimeError: bad rate\ntrain.py ended',
    ],
    ['is of a class of its own', 'class Bad(Exception): pass\nraise Bad("odd")', 'Bad: odd\ntrain.py ended'],
    ['says nothing', 'raise StopIteration', 'StopIteration\ntrain.py'],
    [
      'is a mistake in the script',
      'x = = 3',
      'SyntaxError: invalid syntax\ntrain.py ended with exit code 1\n',
    ],
    [
      'is a word of farewell',
      'import sys\nsys.exit("no rows: give me some")',
      'no rows: give me some\ntrain.py ended with exit code 1\n',
    ],
    [
      'is an argument that it does not know',
      'import argparse, sys\nargparse.ArgumentParser().parse_args(["--depth", "3"])',
      'train.py: error: unrecognized arguments: --depth 3\ntrain.py ended with exit code 2\nusage: train.py [-h]\n',
    ],
    [
      'comes after a traceback that was only logged',
      'import logging, sys\ntry: 1/0\nexcept ZeroDivisionError: logging.exception("first try")\nfor n in range(20): print("going on", file=sys.stderr)\nsys.exit("gave up")',
      'gave up\ntrain.py ended with exit code 1\n',
    ],
    [
      'comes before what Python only ignores',
      'class Leaky:\n  def __del__(self): raise OSError("closed")\nleaky = Leaky()\nraise ValueError("real")',
      'ValueError: real\n',
    ],
    [
      'is one of a group',
      'raise ExceptionGroup("both", [ValueError("one"), OSError("two")])',
      'OSError: two\ntrain.py ended',
    ],
  ])('that %s is told by it', async (_, text, begin) => {
    const { failure, printed } = await failureOf(text);
    expect(failure.slice(0, begin.length), printed).toBe(begin);
  });

  test('names the remedy for a module that is not there', async () => {
    const { failure } = await failureOf('import not_a_package');
    expect(failure).toMatch(
      /^ModuleNotFoundError: No module named 'not_a_package'; add a package to requirements\.txt; put your own module next to the script, or name it in `include` of the manifest\n/,
    );
  });

  test('is the exit code, where nothing was said', async () => {
    expect(await failureOf('import sys; sys.exit(3)')).toMatchObject({
      code: 3,
      failure: 'train.py ended with exit code 3\n',
    });
    expect(await failureOf('echo no rows >&2; exit 4', 'fit.sh')).toMatchObject({
      code: 4,
      failure: 'no rows\nfit.sh ended with exit code 4\n',
    });
  });

  test('fits into what SageMaker reads, with the cause whole', async () => {
    const { failure } = await failureOf(
      `import sys\nfor n in range(9999): print("warming up, step", n, file=sys.stderr)\nraise ValueError("${'long '.repeat(90)}word")`,
    );
    expect(Buffer.byteLength(failure)).toBeLessThanOrEqual(1024);
    expect(failure).toMatch(/^ValueError: (long ){90}word\ntrain\.py ended with exit code 1\n/);
    expect(failure).toContain('line 3, in <module>');
  });

  test.each([
    [
      '9',
      137,
      'train.py was ended by SIGKILL, which usually means that the memory was full: use an instance type with more memory\nloading\n',
    ],
    ['11', 139, 'train.py was ended by SIGSEGV\nloading\n'],
    ['15', 143, 'train.py was ended by SIGTERM\nloading\n'],
  ])('says that signal %s has ended it', async (signal, code, failure) => {
    const text = `import os, sys\nprint("loading", file=sys.stderr)\nos.kill(os.getpid(), ${signal})`;
    expect(await failureOf(text)).toMatchObject({ code, failure });
  });

  test('says that the memory was full, also when a shell stands between', async () => {
    const { code, failure } = await failureOf(
      'python3 -c "import os; os.kill(os.getpid(), 9)"; exit $?',
      'fit.sh',
    );
    expect([code, failure]).toEqual([
      137,
      expect.stringContaining('fit.sh was ended by SIGKILL, which usually means'),
    ]);
  });

  test('is what the script has written itself, if it has', async () => {
    const { code, failure } = await failureOf(
      'import os, sys\nopen(os.environ["SM_OUTPUT_FAILURE"], "w").write("said by the script")\nsys.exit(5)',
    );
    expect([code, failure]).toEqual([5, 'said by the script']);
  });

  test('is none for one that ends well, whatever it wrote to stderr', async () => {
    const text = 'import sys\nprint("Traceback (most recent call last):\\nValueError: x", file=sys.stderr)';
    expect(await failureOf(text)).toMatchObject({ code: 0, failure: '' });
  });
});

describe('a script that cannot be started', () => {
  test('because the job has a fault is not started', async () => {
    const running = startScript({
      files: { 'train.py': 'print("begun")' },
      rules: [{ name: 'depth', kind: 'integer', required: true }],
    });
    expect(await running.exitCode).toBe(1);
    expect(running.failure()).toBe(
      'This training job has 1 error:\n- hyperparameter `depth` is required and was not given\n',
    );
    expect(running.printed()).not.toContain('begun');
  });

  test('because it is not there is named', async () => {
    const running = startScript({ files: { 'code/train.py': '' } });
    rmSync(join(running.folder, 'code'), { recursive: true });
    expect(await running.exitCode).toBe(1);
    expect(running.failure()).toBe(
      `${running.folder}/code/train.py does not exist; \`training.entry\` names it\n`,
    );
  });

  test('because there is no Python, or no such shell, says so', async () => {
    const PATH = '/nowhere';
    const python = startScript({ files: { 'train.py': '' }, environment: { PATH } });
    expect(await python.exitCode).toBe(1);
    expect(python.failure()).toBe('python3, which runs the training script, was not found\n');
    const shell = startScript({ files: { 'train.sh': '#!/opt/no/shell -e\n' } });
    expect(await shell.exitCode).toBe(1);
    expect(shell.failure()).toBe('/opt/no/shell, which runs the training script, was not found\n');
  });

  test('because its hyperparameters are longer than Linux allows says so', async () => {
    const running = startScript({
      files: { 'train.py': '' },
      hyperparameters: { note: 'x'.repeat(140_000) },
    });
    expect(await running.exitCode).toBe(1);
    expect(running.failure()).toMatch(
      /^the hyperparameters are too long: Linux limits each argument and variable/,
    );
  });
});
