import { expect, test } from 'vitest';
import { pythonFile, reached } from '../../src/project/python-file.ts';

const callsOf = (text: string) =>
  pythonFile('a.py', text).calls.map(({ name, arguments: given }) => [
    name,
    ...given.map(({ name, known, text }) => `${name ?? ''}=${known?.text ?? text}`),
  ]);

test.each([
  ['f(1, "a b", key="v")', [['f', '=1', '=a b', 'key=v']]],
  ['import numpy as np\nnp.save("a.npy", x)', [['numpy.save', '=a.npy', '=x']]],
  ['from urllib.request import urlopen as get\nget(url)', [['urllib.request.urlopen', '=url']]],
  ['import os.path\nos.path.join(a, "b")', [['os.path.join', '=a', '=b']]],
  [
    'boto3.client("s3").download_file("k")',
    [
      ['boto3.client', '=s3'],
      ['boto3.client().download_file', '=k'],
    ],
  ],
  ['a[0].run(port=1)', [['?.run', 'port=1']]],
  [
    'f(g(1), [h("x", 2)], {"k": 3})',
    [
      ['g', '=1'],
      ['h', '=x', '=2'],
      ['f', '=g(1)', '=[h("", 2)]', '={"": 3}'],
    ],
  ],
  ['NAME = "org/model"\nload(NAME)', [['load', '=org/model']]],
  ['NAME = "a"\nNAME = "b"\nload(NAME)', [['load', '=NAME']]],
  ['load(f"/opt/{name}/x")', [['load', '=/opt/']]],
  ['ROOT = "/tmp"\nload(f"{ROOT}/x")', [['load', '=/tmp/x']]],
  ['load(f"{root}/x")', [['load', '=f""']]],
  [
    'open(os.path.join("out", name), "w")',
    [
      ['os.path.join', '=out', '=name'],
      ['open', '=out/', '=w'],
    ],
  ],
  [
    'open(Path("out") / "x")',
    [
      ['Path', '=out'],
      ['open', '=out/'],
    ],
  ],
  ['f("""a\nb""",\n  2) # g(3)', [['f', '=a\nb', '=2']]],
  ['def f(x=g(1)): pass', []],
  ['if (a): h(b)', [['h', '=b']]],
  ['f(', []],
  [')', []],
])('%j calls %j', (text, calls) => {
  expect(callsOf(text)).toEqual(calls);
});

test('what runs when the functions of a script are called leaves out what only a program runs', () => {
  const file = pythonFile(
    'a.py',
    `import os
top()

def helper():
    helped()

def model_fn(d):
    return helper()

class Net:
    def f(self):
        in_class()

def train():
    trained()

if __name__ == "__main__":
    main()
`,
  );
  const statements = reached(file, ['model_fn', 'predict_fn']);
  const names = file.calls.filter(({ at }) => statements.has(at)).map(({ name }) => name);
  expect(names).toEqual(['top', 'helped', 'helper']);
  const whole = reached(file, ['predict_fn']);
  expect(file.calls.filter(({ at }) => whole.has(at)).map(({ name }) => name)).toEqual([
    'top',
    'helped',
    'helper',
    'in_class',
    'trained',
  ]);
});
