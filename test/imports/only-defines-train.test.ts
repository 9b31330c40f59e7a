import { expect, test } from 'vitest';
import { onlyDefinesTrain as atRunTime } from '../../listing/runtime/training/train-function.ts';
import { onlyDefinesTrain } from '../../src/imports/only-defines-train.ts';

const train = 'def train(hyperparameters, channel_input_dirs, num_gpus, hosts, **kwargs):\n    return 1\n';

const oldStyle = {
  'the function alone': [train, 1],
  'as the examples of MXNet were': [
    `"""Trains.

train(1)
"""
from __future__ import print_function
import logging
import mxnet as mx

logging.basicConfig(level=logging.DEBUG)
logger = logging.getLogger(__name__)
EPOCHS = 10


${train}

def save(net, model_dir):
    net.save(model_dir)


class Net(mx.Block):
    def forward(self, x):
        return train(x)
`,
    14,
  ],
} as const;

test.each(Object.entries(oldStyle))('%s trains nothing', (_, [text, line]) => {
  expect([onlyDefinesTrain(text), atRunTime(text)]).toEqual([line, true]);
  expect(onlyDefinesTrain(text.replaceAll('\n', '\r\n'))).toBe(line);
});

test.each([
  ['an import that is tried', `try:\n    import a\nexcept ImportError:\n    a = None\n${train}`, 5],
  [
    'a value by condition',
    `import os\nif os.environ.get("DEBUG"):\n    LEVEL = 1\nelse:\n    LEVEL = 2\n${train}`,
    6,
  ],
  [
    'a path, and a seed',
    `import os, sys\nsys.path.append(os.path.dirname(os.path.abspath(__file__)))\nnp.random.seed(1)\n${train}`,
    4,
  ],
  ['a setting', `import os\nos.environ["OMP_NUM_THREADS"] = str(int("2"))\nA, B = 1, (2, 3)\n${train}`, 4],
])('%s trains nothing, which validate sees', (_, text, line) => {
  expect(onlyDefinesTrain(text)).toBe(line);
});

test.each([
  ['a call', `${train}train()\n`],
  ['a call behind a semicolon', `${train}a = 1; train()\n`],
  ['a guard', `${train}if __name__ == "__main__":\n    train()\n`],
  ['a guard in one line', `${train}if __name__ == '__main__': train()\n`],
  ['a call whose value is kept', `${train}model = train()\n`],
  ['a call of another function', `${train}def main():\n    train()\n\nmain()\n`],
  ['a call of a module', `import lib\n${train}lib.start(train)\n`],
  ['a method of what a call makes', `import lib\n${train}lib.Trainer().run()\n`],
  ['a call whose value is logged', `import logging\n${train}logging.info(train())\n`],
  ['a call in a list', `${train}models = [\n    train(),\n]\n`],
  ['a loop', `${train}for fold in [1, 2]:\n    train(fold)\n`],
  ['a decorator, which may call it', `${train}@ex.automain\ndef run():\n    train()\n`],
  ['another program', `import os\n${train}os.system("python other.py")\n`],
  ['no function of this name', 'def fit():\n    pass\n'],
  ['a method of this name', 'class Model:\n    def train(self):\n        pass\n'],
  ['nothing', ''],
])('%s is not taken for it', (_, text) => {
  expect([onlyDefinesTrain(text), atRunTime(text)]).toEqual([undefined, false]);
});
