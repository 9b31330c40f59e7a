import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { type Environment, pythonOf, titled } from '../support/python.ts';
import { startListing, withThisNode } from '../support/running-server.ts';
import { trainingFolder } from '../support/training-folder.ts';
import { askListing, type Files, placeWithPackages, train } from '../support/use-listing.ts';
import { whenOver } from '../support/when-over.ts';

/** A listing of a framework with this script, and the model that this Python program saves into its argument. */
async function listingWith(
  { programs = '' }: { readonly programs?: string },
  framework: string,
  files: Files,
  model = '',
  more = '',
) {
  const listing = placeWithPackages(
    modelPackage({
      framework: `framework: ${framework}`,
      contentTypes,
      inference: `inference: { entry: code/inference.py, workers: 1${more} }`,
    }),
    files,
  );
  mkdirSync(join(listing, 'model'), { recursive: true });
  const environment = { PATH: withThisNode(programs)['PATH'] ?? '' };
  const { status, stderr } = spawnSync('python3', ['-B', '-c', model, join(listing, 'model')], {
    cwd: join(listing, 'code'),
    env: environment,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return { listing, environment };
}

const contentTypes =
  'contentTypes: { input: [text/csv, application/json, application/x-npy, text/libsvm, application/x-recordio-protobuf], output: [application/json, text/csv] }';

function describeWith(
  name: Environment,
  words: string,
  tests: (python: { readonly programs?: string }) => void,
) {
  const python = pythonOf(name);
  describe.skipIf(python.missing !== undefined)(titled(words, python), () =>
    tests(python.missing === undefined ? python : {}),
  );
}

describeWith('listing', 'an inference script of scikit-learn', (python) => {
  const lines = `
import sys, joblib, numpy
from sklearn.linear_model import LinearRegression
joblib.dump(LinearRegression().fit(numpy.eye(3), [1, 2, 3]), sys.argv[1] + "/model.joblib")`;

  test('needs only model_fn: the rest is as in AWS’s container', async () => {
    const script = `
import os, joblib

def model_fn(model_dir):
    return joblib.load(os.path.join(model_dir, "model.joblib"))
`;
    const { listing, environment } = await listingWith(
      python,
      'scikit-learn',
      { 'code/inference.py': script },
      lines,
    );
    await askListing(
      listing,
      async (ask) => {
        const rounded = async (body: string, type: string) => {
          const { answer } = await ask(body, type);
          return (answer as readonly number[]).map(Math.round);
        };
        expect(await rounded('1,0,0\n0,0,1\n', 'text/csv')).toEqual([1, 3]);
        expect(await rounded('1,0,0', 'text/csv; charset=utf-8')).toEqual([1]);
        expect(await rounded('[[0, 1, 0]]', 'application/json')).toEqual([2]);
        expect(await rounded('{"instances": [[0, 1, 0]]}', 'application/json')).toEqual([2]);
        expect(await ask('[[0, 1, 0]]', 'application/json', 'text/csv')).toMatchObject({ status: 200 });
        expect(await ask('1,0\n', 'text/csv')).toEqual({
          status: 400,
          answer: { error: 'X has 2 features, but LinearRegression is expecting 3 features as input.' },
        });
        expect(await ask('a,b,c\n', 'text/csv')).toMatchObject({ status: 400 });
        expect(await ask('{', 'application/json')).toMatchObject({ status: 400 });
      },
      environment,
    );
  });

  test('imports what such scripts import, answers with a response and with helpers beside it', async () => {
    const script = `
import argparse
import json
import os
import joblib
from sagemaker_containers.beta.framework import content_types, encoders, env, modules, transformer, worker
from columns import read

def input_fn(input_data, content_type):
    if content_type == content_types.CSV:
        return read(input_data)
    raise ValueError("{} not supported by script!".format(content_type))

def output_fn(prediction, accept):
    if accept == "application/json":
        body = json.dumps({"instances": [{"features": [round(one)]} for one in prediction.tolist()]})
        return worker.Response(body, mimetype=accept)
    return worker.Response(encoders.encode(prediction.round(), accept), mimetype=accept)

def predict_fn(input_data, model):
    return model.predict(input_data)

def model_fn(model_dir):
    return joblib.load(os.path.join(model_dir, "model.joblib"))

if __name__ == "__main__":
    argparse.ArgumentParser().parse_args()
`;
    const columns =
      'def read(text):\n    return [[float(cell) for cell in row.split(",")] for row in text.split()]\n';
    const { listing, environment } = await listingWith(
      python,
      'scikit-learn',
      { 'code/inference.py': script, 'code/columns.py': columns },
      lines,
      ', preload: true',
    );
    await askListing(
      listing,
      async (ask) => {
        const answer = { instances: [{ features: [1] }, { features: [2] }] };
        expect(await ask('1,0,0\n0,1,0\n', 'text/csv')).toEqual({ status: 200, answer });
        expect(await ask('1,0,0\n0,1,0\n', 'text/csv', 'text/csv')).toEqual({
          status: 200,
          answer: '1.0\n2.0\n',
        });
        expect(await ask('[]', 'application/json')).toEqual({
          status: 400,
          answer: {
            error: 'the body cannot be read: ValueError: application/json not supported by script!',
          },
        });
      },
      environment,
    );
  });
});

describeWith('flask-2', 'an inference script without a framework', (python) => {
  test('streams, bills, sets status and type, and needs no NumPy', async () => {
    const script = `
def model_fn(model_dir, context):
    return context.system_properties["model_dir"]

def transform_fn(model, data, content_type, accept, context):
    context.meter(3)
    if data == "busy":
        context.set_response_status(429, "later")
        return "come back"
    if data == "own":
        return {"model": model[-5:]}, "application/vnd.own+json"
    return (piece for piece in data)
`;
    const { listing, environment } = await listingWith(python, 'python', { 'code/inference.py': script });
    const { url, stop } = await startListing(listing, environment);
    whenOver(stop);
    const ask = async (body: string) => {
      const answer = await fetch(`${url}/invocations`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/csv' },
      });
      const { headers } = answer;
      const billed = headers.get('x-amzn-inference-metering');
      return [answer.status, headers.get('content-type'), billed !== null, await answer.text()];
    };
    expect(await ask('ab')).toEqual([200, 'application/json', true, 'ab']);
    expect(await ask('own')).toEqual([200, 'application/vnd.own+json', true, '{"model": "model"}']);
    expect(await ask('busy')).toEqual([429, 'application/json', false, 'come back']);
  });
});

describeWith('listing', 'an inference script', (python) => {
  test('refuses a body with the status that it chooses', async () => {
    const script = `
from runtime.inference import Refused

def model_fn(model_dir):
    return None

def input_fn(body, content_type):
    raise Refused(422, "the rows are of another year")

def predict_fn(data, model):
    return data
`;
    const { listing, environment } = await listingWith(python, 'python', { 'code/inference.py': script });
    await askListing(
      listing,
      async (ask) => {
        const answer = { error: 'the rows are of another year' };
        expect(await ask('1', 'text/csv')).toEqual({ status: 422, answer });
      },
      environment,
    );
  });

  test('can be the script that trains, with what SageMaker’s packages know of a job', () => {
    const script = `
import os
import sagemaker_containers
from sagemaker_training import environment

def model_fn(model_dir):
    return open(os.path.join(model_dir, "model.txt")).read()

if __name__ == "__main__":
    assert environment.Environment().model_dir == os.environ["SM_MODEL_DIR"]
    env = sagemaker_containers.training_env()
    with open(os.path.join(env.model_dir, "model.txt"), "w") as file:
        file.write(f"{env.hyperparameters} {sorted(env.channel_input_dirs)} {env.current_host}")
`;
    const listing = placeWithPackages(
      algorithm({
        framework: 'framework: python',
        inference: 'inference: { entry: code/main.py }',
        training:
          'training: { entry: code/main.py, channels: [{ name: train, contentTypes: [text/csv] }], instances: [ml.m5.xlarge] }',
      }),
      { 'code/main.py': script },
    );
    const base = trainingFolder({ channels: { train: '1\n' } });
    train(listing, base, { PATH: withThisNode(python.programs ?? '')['PATH'] });
    expect(readFileSync(join(base, 'model/model.txt'), 'utf8')).toBe("{} ['train'] algo-1");
  });
});

describeWith('xgboost', 'an inference script of XGBoost', (python) => {
  test('reads LIBSVM, CSV with missing values, RecordIO and JSON', async () => {
    const script = `
import os
import pickle as pkl
from sagemaker_xgboost_container import encoder as xgb_encoders

def model_fn(model_dir):
    with open(os.path.join(model_dir, "xgboost-model"), "rb") as file:
        return pkl.load(file)

def input_fn(request_body, request_content_type):
    if request_content_type == "text/libsvm":
        return xgb_encoders.libsvm_to_dmatrix(request_body)
    return xgb_encoders.decode(request_body, request_content_type)
`;
    const model = `
import pickle, sys, numpy, xgboost
rows = numpy.random.default_rng(0).normal(size=(200, 3))
rows[::5, 1] = numpy.nan
booster = xgboost.train({"max_depth": 3}, xgboost.DMatrix(rows, label=numpy.nansum(rows, axis=1)), 9)
pickle.dump(booster, open(sys.argv[1] + "/xgboost-model", "wb"))`;
    const { listing, environment } = await listingWith(
      python,
      'xgboost',
      { 'code/inference.py': script },
      model,
    );
    await askListing(
      listing,
      async (ask) => {
        const predicted = async (body: string | Uint8Array, type: string) => (await ask(body, type)).answer;
        const first = await predicted('0.5,2,0\n', 'text/csv');
        expect(first).toHaveLength(1);
        expect(await predicted('[[0.5, 2, 0]]', 'application/json')).toEqual(first);
        expect(await predicted('7 1:0.5 2:2 3:0\n', 'text/libsvm')).toEqual(first);
        expect(await predicted('0:0.5 1:2 2:0\n', 'text/libsvm')).toEqual(first);
        expect(await predicted(recordOf([0.5, 2, 0]), 'application/x-recordio-protobuf')).toEqual(first);
        expect(await predicted('0.5,,0\n', 'text/csv')).not.toEqual(await predicted('0.5,0,0\n', 'text/csv'));
        const cut = await ask(recordOf([0.5, 2, 0]).subarray(0, 20), 'application/x-recordio-protobuf');
        expect(cut).toMatchObject({ status: 400 });
      },
      environment,
    );
  });
});

describeWith('pytorch', 'an inference script of PyTorch', (python) => {
  test('may leave all to the defaults but its model, which can be in a module beside it', async () => {
    const script = `
import os
import torch
from network import Net

def model_fn(model_dir):
    model = Net()
    with open(os.path.join(model_dir, "model.pth"), "rb") as file:
        model.load_state_dict(torch.load(file))
    return model
`;
    const network = `
import torch.nn as nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(2, 2, bias=False)

    def forward(self, rows):
        return self.last(rows)
`;
    const model = `
import sys, torch
sys.path.insert(0, ".")
from network import Net
net = Net()
net.last.weight.data = torch.tensor([[1.0, 0.0], [1.0, 1.0]])
torch.save(net.state_dict(), sys.argv[1] + "/model.pth")`;
    const files = { 'code/inference.py': script, 'code/network.py': network };
    const { listing, environment } = await listingWith(python, 'pytorch', files, model);
    await askListing(
      listing,
      async (ask) => {
        expect(await ask('[[1, 2]]', 'application/json')).toEqual({ status: 200, answer: [[1, 3]] });
        expect(await ask('1,2\n3,4\n', 'text/csv', 'text/csv')).toEqual({
          status: 200,
          answer: '1.0,3.0\n3.0,7.0\n',
        });
      },
      environment,
    );
  });
});

/** One record of RecordIO with protobuf: a map of "values" to a tensor of 32-bit numbers. */
function recordOf(row: readonly number[]): Uint8Array {
  const numbers = Buffer.from(Float32Array.from(row).buffer);
  const tensor = field(1, numbers);
  const entry = Buffer.concat([field(1, Buffer.from('values')), field(2, field(2, tensor))]);
  const record = field(1, entry);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0xced7230a, 0);
  head.writeUInt32LE(record.length, 4);
  return Buffer.concat([head, record, Buffer.alloc((4 - (record.length % 4)) % 4)]);
}

function field(number: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([number * 8 + 2, content.length]), content]);
}
