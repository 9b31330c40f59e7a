import type { ProjectGrade } from '../../src/project/chosen-project.ts';
import { pickledRidge } from '../support/pickled-estimator.ts';

/** What projects of others look like, with only what decides. None of it is theirs. */
export interface ReducedProject {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly grade: ProjectGrade;
  readonly framework: string;
  readonly entry?: string;
  readonly training?: string;
  readonly include?: readonly string[];
  readonly packages?: readonly string[];
  /** A part of each step that is missing, in order. */
  readonly missing?: readonly string[];
  /** `code path:line` of what breaks a rule. */
  readonly breaks?: readonly string[];
}

const serving = `import os
import joblib

def model_fn(model_dir):
    return joblib.load(os.path.join(model_dir, "model.joblib"))
`;

const training = `import argparse
import os
import joblib
from sklearn.linear_model import Ridge

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--alpha", type=float, default=0.5)
    parser.add_argument("--n-jobs", type=int, default=2)
    parser.add_argument("--kind", choices=["a", "b"], default="b")
    parser.add_argument("--note", default="none")
    parser.add_argument("--model-dir", default=os.environ["SM_MODEL_DIR"])
    parser.add_argument("--train", default=os.environ.get("SM_CHANNEL_TRAIN"))
    parser.add_argument("--validation", default=os.environ.get("SM_CHANNEL_VALIDATION"))
    parser.add_argument("--quiet", action="store_true")
    args = parser.parse_args()
    model = Ridge(alpha=args.alpha).fit([[1]], [2])
    joblib.dump(model, os.path.join(args.model_dir, "model.joblib"))
`;

const flask = (routes: string, more = '') => `import os
import pickle
import flask
${more}
app = flask.Flask(__name__)
model = pickle.load(open(os.path.join("/opt/ml/model", "model.pkl"), "rb"))
${routes}`;

const modelVariable = 'folder = os.environ["SM_MODEL_DIR"]';

const sagemakerRoutes = `
@app.route("/ping", methods=["GET"])
def ping():
    return flask.Response(status=200)

@app.route("/invocations", methods=["POST"])
def invocations():
    return str(model.predict([[1, 2]]))
`;

const notebook = (...cells: readonly string[]) =>
  JSON.stringify({ cells: cells.map((source) => ({ cell_type: 'code', source: source.split(/(?<=\n)/) })) });

export const reducedProjects: readonly ReducedProject[] = [
  {
    name: 'a script, its model and what it needs',
    files: { 'code/inference.py': serving, 'model.joblib': pickledRidge, 'code/requirements.txt': 'joblib' },
    grade: 'runs',
    framework: 'scikit-learn',
    entry: 'code/inference.py',
  },
  {
    name: 'a script at the top, with a module and a data file beside it',
    files: {
      'inference.py': `import helper\n${serving}`,
      'helper.py': 'WORDS = open("words.txt").read()\n',
      'words.txt': 'a',
      'unused.csv': '1',
      'model.joblib': pickledRidge,
    },
    grade: 'runs',
    framework: 'scikit-learn',
    entry: 'inference.py',
    include: ['words.txt'],
  },
  {
    name: 'a script that imports a package beside its folder',
    files: {
      'code/inference.py': `from churnlib.rules import lowered\n${serving}`,
      'churnlib/__init__.py': '',
      'churnlib/rules.py': 'def lowered(x): return x\n',
      'model.joblib': pickledRidge,
    },
    grade: 'runs',
    framework: 'scikit-learn',
    entry: 'code/inference.py',
    include: ['churnlib'],
  },
  {
    name: 'a script without its model',
    files: { 'code/inference.py': serving, 'requirements.txt': 'scikit-learn==0.23.2' },
    grade: 'needs-work',
    framework: 'scikit-learn',
    entry: 'code/inference.py',
    missing: ['put the model into model/'],
  },
  {
    name: 'a script that fetches its model from a hub',
    files: {
      'code/inference.py': `from transformers import pipeline

def model_fn(model_dir):
    return pipeline("text-classification", model="org/a-model")
`,
    },
    grade: 'needs-work',
    framework: 'transformers',
    entry: 'code/inference.py',
    missing: ['put right what breaks SageMaker’s rules: 1 place'],
    breaks: ['project-downloads code/inference.py:4'],
  },
  {
    name: 'an artifact of SageMaker as it is unpacked, whose network is in the script',
    files: {
      'model.pth': new Uint8Array([1, 2, 3]),
      'code/inference.py': `import torch

def model_fn(model_dir):
    return torch.load(model_dir + "/model.pth")

def input_fn(body, content_type):
    assert content_type == "image/png"
    return body
`,
      'code/requirements.txt': 'torch==1.13\npillow\n',
    },
    grade: 'needs-work',
    framework: 'pytorch',
    entry: 'code/inference.py',
    missing: ['put the model into model/'],
  },
  {
    name: 'one script that trains and serves',
    files: {
      'code/script.py': `${training}\n\ndef model_fn(model_dir):\n    return joblib.load(os.path.join(model_dir, "model.joblib"))\n`,
    },
    grade: 'runs',
    framework: 'scikit-learn',
    entry: 'code/script.py',
    training: 'code/script.py',
  },
  {
    name: 'two scripts, of which a notebook names one for training',
    files: {
      'code/inference.py': serving,
      'code/train.py': training,
      'walk.ipynb': notebook(
        '!pip install -q joblib==1.3.2\n',
        'from sagemaker.sklearn import SKLearn\nSKLearn(entry_point="train.py", source_dir="code", framework_version="1.2-1", role=role)',
      ),
    },
    grade: 'runs',
    framework: 'scikit-learn',
    entry: 'code/inference.py',
    training: 'code/train.py',
  },
  {
    name: 'a training script alone',
    files: { 'code/train.py': training },
    grade: 'needs-work',
    framework: 'scikit-learn',
    training: 'code/train.py',
    missing: ['look whether python/model.py loads what code/train.py saves'],
  },
  {
    name: 'a training script of no framework',
    files: {
      'train.py': 'import os\nif __name__ == "__main__":\n    train(os.environ["SM_CHANNEL_TRAINING"])\n',
    },
    grade: 'needs-work',
    framework: 'python',
    training: 'train.py',
    missing: ['write `load` and `predict` in python/model.py'],
  },
  {
    name: 'a script that trains at home',
    files: {
      'train.py':
        'from sklearn.svm import SVC\nmodel = SVC().fit(x, y)\nif __name__ == "__main__":\n    pass\n',
    },
    grade: 'needs-work',
    framework: 'scikit-learn',
    missing: ['to let buyers train', 'put the model into model/, as train.py saves it'],
  },
  {
    name: 'the container of AWS’s walk-through: a Flask app behind nginx, and a program that trains',
    files: {
      'container/Dockerfile': 'FROM ubuntu\nRUN pip install flask gunicorn pandas==2.2.2\n',
      'container/app/predictor.py': flask(sagemakerRoutes, 'import pandas'),
      'container/app/wsgi.py': 'import predictor as myapp\napp = myapp.app\n',
      'container/app/train': `#!/usr/bin/env python\n${training}`,
      'container/app/nginx.conf': 'listen 8080;',
    },
    grade: 'runs',
    framework: 'flask',
    training: 'app/train',
    packages: ['joblib', 'pandas==2.2.2', 'scikit-learn'],
    breaks: ['project-latest container/Dockerfile:1'],
  },
  {
    name: 'a Flask app with SageMaker’s routes',
    files: { 'app.py': flask(sagemakerRoutes, modelVariable), 'model.pkl': pickledRidge },
    grade: 'runs',
    framework: 'flask',
  },
  {
    name: 'a Flask app that loads a model where only a trained one is',
    files: { 'app.py': flask(sagemakerRoutes), 'model.pkl': pickledRidge },
    grade: 'needs-work',
    framework: 'flask',
    missing: ['load the model of app.py from os.environ["SM_MODEL_DIR"]'],
  },
  {
    name: 'a Flask app with a route of its own',
    files: {
      'app.py': flask('@app.route("/predict")\ndef predict(): ...\n\napp.run(port=5000)\n'),
      'model.pkl': pickledRidge,
    },
    grade: 'needs-work',
    framework: 'flask',
    missing: ['load the model of app.py from', 'put right what breaks SageMaker’s rules: 2 places'],
    breaks: ['project-no-invocations app.py:5', 'project-no-ping app.py:5', 'project-port app.py:10'],
  },
  {
    name: 'a Flask app that a function makes',
    files: {
      'web/__init__.py':
        'from flask import Flask\ndef create_app():\n    app = Flask(__name__)\n    return app\n',
      'run.py': 'from web import create_app\ncreate_app().run()\n',
    },
    grade: 'needs-work',
    framework: 'flask',
    missing: ['make the app in web_app_serve.py', 'put the model into model/', 'put right what breaks'],
    breaks: ['project-no-invocations web/__init__.py:3', 'project-no-ping web/__init__.py:3'],
  },
  {
    name: 'a FastAPI app in a package, with a server of its own in the Dockerfile',
    files: {
      'app/__init__.py': '',
      'app/main.py': 'from fastapi import FastAPI\nfrom app.core import score\napp = FastAPI()\n',
      'app/core.py': 'import joblib\nscore = joblib.load("model/churn.joblib").predict\n',
      'model/churn.joblib': pickledRidge,
      Dockerfile: 'FROM python:3.11-slim\nEXPOSE 80\nCMD ["uvicorn", "app.main:app", "--port", "80"]\n',
      'pyproject.toml':
        '[project]\ndependencies = ["fastapi==0.110.0", "joblib"]\nrequires-python = ">=3.11"\n',
    },
    grade: 'needs-work',
    framework: 'python',
    include: ['app'],
    packages: ['fastapi==0.110.0', 'joblib'],
    missing: ['keep it as it is with  framework: server', 'load the model from the folder'],
    breaks: [
      'project-no-invocations app/main.py:3',
      'project-no-ping app/main.py:3',
      'project-port Dockerfile:2',
      'project-port Dockerfile:3',
    ],
  },
  {
    name: 'a Streamlit page',
    files: { 'app.py': 'import streamlit as st\nst.title("Churn")\n', 'model.pkl': pickledRidge },
    grade: 'needs-work',
    framework: 'python',
    include: ['app.py'],
    packages: ['streamlit'],
    missing: ['move what its route does into', 'load the model from the folder'],
  },
  {
    name: 'an aiohttp server that asks Amazon S3',
    files: {
      'serve/server.py':
        'import boto3\nfrom aiohttp import web\ns3 = boto3.client("s3")\napp = web.Application()\nweb.run_app(app)\n',
    },
    grade: 'needs-work',
    framework: 'python',
    include: ['server.py'],
    packages: ['aiohttp', 'boto3'],
    missing: [
      'keep it as it is with  framework: server',
      'put the model into model/',
      'put right what breaks',
    ],
    breaks: [
      'project-downloads serve/server.py:3',
      'project-no-invocations serve/server.py:4',
      'project-no-ping serve/server.py:4',
    ],
  },
  {
    name: 'a script for TensorFlow Serving',
    files: {
      'code/inference.py':
        'import requests\ndef handler(data, context):\n    return requests.post(context.rest_uri, data=data)\n',
    },
    grade: 'needs-work',
    framework: 'python',
    include: ['inference.py'],
    packages: ['requests'],
    missing: ['write `load` and `predict` in python/model.py', 'put the model into model/'],
  },
  {
    name: 'a handler of TorchServe',
    files: {
      'handler.py':
        'from ts.torch_handler.base_handler import BaseHandler\nclass Handler(BaseHandler):\n    pass\n',
    },
    grade: 'needs-work',
    framework: 'python',
    include: ['handler.py'],
    missing: ['write `load` and `predict`', 'put the model into model/', 'the package that has `ts`'],
  },
  {
    name: 'a function of AWS Lambda beside a training script',
    files: {
      'lambda/app.py': 'def handler(event, context):\n    return {}\n',
      'code/train.py': training,
    },
    grade: 'needs-work',
    framework: 'scikit-learn',
    training: 'code/train.py',
    missing: ['look whether'],
  },
  {
    name: 'XGBoost, with a conda environment',
    files: {
      'src/inference.py': `import xgboost as xgb
import yaml

def model_fn(model_dir):
    booster = xgb.Booster()
    booster.load_model(model_dir + "/xgboost-model")
    return booster

def input_fn(body, content_type):
    if content_type == "text/csv; charset=utf-8":
        return body

def predict_fn(data, model):
    return model.predict(data)
`,
      'environment.yml':
        'dependencies:\n  - python=3.10\n  - conda-forge::xgboost=1.7.6\n  - pip:\n    - pyyaml==6.0.1\n',
    },
    grade: 'needs-work',
    framework: 'xgboost',
    entry: 'src/inference.py',
    packages: ['pyyaml==6.0.1'],
    missing: ['put the model into model/'],
  },
  {
    name: 'a model and its notebook',
    files: { 'model.pkl': pickledRidge, 'explore.ipynb': notebook('import sklearn\n') },
    grade: 'runs',
    framework: 'scikit-learn',
  },
  {
    name: 'secrets in a Dockerfile, and beside it',
    files: {
      'code/inference.py': serving,
      'model.joblib': pickledRidge,
      '.env': 'KEY=1',
      Dockerfile: 'FROM python:3.11\nENV DB_PASSWORD=hunter2\nCOPY . /app\n',
    },
    grade: 'runs',
    framework: 'scikit-learn',
    entry: 'code/inference.py',
    breaks: ['project-secret Dockerfile:2', 'project-secret Dockerfile:3'],
  },
];
