import { expect, test } from 'vitest';
import { programOf, projectCode } from '../../src/project/project-code.ts';
import { pythonFile } from '../../src/project/python-file.ts';
import { channelsOf, hyperparametersOf } from '../../src/project/training-of-project.ts';
import { typesOf, typesOfApp } from '../../src/project/types-of-script.ts';

const file = (text: string) => pythonFile('a.py', text);

test.each([
  ['def input_fn(body, type):\n    if type == "text/csv":\n        return 1\n', ['text/csv'], []],
  [
    'def input_fn(b, t):\n    if t == "application/json; charset=utf-8" or t in ("image/png", "image/*"):\n        pass\ndef output_fn(p, a):\n    return p, "text/plain"\n',
    ['application/json', 'image/png'],
    ['text/plain'],
  ],
  [
    'def transform_fn(m, b, t, a):\n    assert t == "image/jpeg"\n    return b, "text/csv"\n',
    ['image/jpeg'],
    [],
  ],
  ['TYPE = "text/csv"\ndef predict_fn(d, m):\n    return "text/csv"\n', [], []],
])('the content types of %j are %j and %j', (text, input, output) => {
  expect(typesOf([file(text)])).toEqual({ input, output });
});

test('an app compares with content types, and answers with others', () => {
  const app = file(`from flask import Response, request
if request.content_type == "text/csv":
    pass
elif request.mimetype in ["application/json"]:
    pass
ok = Response(x, mimetype="text/csv")
bad = Response("no", status=415, mimetype="text/plain")
worse = Response("no", 500, content_type="text/html")
`);
  expect(typesOfApp([app])).toEqual({ input: ['text/csv', 'application/json'], output: ['text/csv'] });
});

test.each([
  ['os.environ["SM_CHANNEL_TRAINING"]', ['training']],
  ['os.environ.get("SM_CHANNEL_A")\nos.environ.get("SM_CHANNEL_B")', ['a', 'b']],
  ['read("/opt/ml/input/data/validation/a.csv")', ['validation']],
  ['channel_name = "training"\nvalidation_channel_name = "check"', ['training', 'check']],
  ['os.environ["SM_CHANNELS"]', ['train']],
])('%s reads the channels %j', (text, channels) => {
  expect(channelsOf(programOf('a.py', projectCode(new Map([['a.py', text]]))))).toEqual(channels);
});

test.each([
  ['"--lr", type=float, default=1e-3', { name: 'lr', type: 'continuous', default: 0.001 }],
  ['"-e", "--epochs", type=int, default=1_000', { name: 'epochs', type: 'integer', default: 1000 }],
  ['"--depth", default=3', { name: 'depth', type: 'integer', default: 3 }],
  ['"--rate", default=0.5', { name: 'rate', type: 'continuous', default: 0.5 }],
  ['"--rounds", type=int', { name: 'rounds', type: 'integer' }],
  ['"--kind", choices=["a", "b"]', { name: 'kind', type: 'categorical', values: ['a', 'b'] }],
  ['"--note", default="x"', { name: 'note', type: 'free-text', default: 'x' }],
  ['"--model-dir", default="x"', undefined],
  ['"--train", default=os.environ["SM_CHANNEL_TRAIN"]', undefined],
  ['"--quiet", action="store_true"', undefined],
  ['"file"', undefined],
])('add_argument(%s) declares %j', (words, hyperparameter) => {
  expect(hyperparametersOf(file(`parser.add_argument(${words})`))).toEqual(
    hyperparameter === undefined ? [] : [hyperparameter],
  );
});
