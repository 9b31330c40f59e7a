import { describe, expect, test } from 'vitest';
import { instructionsIn } from '../../src/project/dockerfile.ts';
import { pythonFile } from '../../src/project/python-file.ts';
import { faultsOfDockerfile } from '../../src/project/rules/dockerfiles.ts';
import { downloadsIn } from '../../src/project/rules/downloads.ts';
import { fetchesIn, fetchesOfScripts } from '../../src/project/rules/entry-scripts.ts';
import { missingRoutes, portsIn } from '../../src/project/rules/serving.ts';
import { writesIn } from '../../src/project/rules/writes.ts';
import { serverIn } from '../../src/project/server-kinds.ts';
import { projectInMemory } from '../support/project-in-memory.ts';

const linesOf = (found: readonly { readonly line: number }[]) => found.map(({ line }) => line);

describe('downloads', () => {
  const isInProject = (path: string) => path === 'local_model' || path === 'weights/bert';
  const found = (text: string) => linesOf(downloadsIn(pythonFile('a.py', text), () => true, isInProject));

  test.each([
    'from transformers import AutoModel\nAutoModel.from_pretrained("bert-base-uncased")',
    'from transformers import AutoModel\nAutoModel.from_pretrained(\n    "org/model", revision="x")',
    'NAME = "org/model"\nAutoTokenizer.from_pretrained(NAME)',
    'from transformers import pipeline\npipeline("sentiment-analysis")',
    'from transformers import pipeline\npipeline("text-classification", model="org/name")',
    'import nltk\nnltk.download("punkt")',
    'import torch\ntorch.hub.load("ultralytics/yolov5", "custom", path=p)',
    'import requests as rq\nrq.get(url)',
    'import requests\nrequests.post("https://example.com/x")',
    'from urllib.request import urlretrieve\nurlretrieve("https://example.com/a", "b")',
    'import boto3\nboto3.client("s3").download_file(b, k, f)',
    'import os\nos.system("pip install pandas")',
    'import subprocess, sys\nsubprocess.check_call([sys.executable, "-m", "pip", "install", "x"])',
    'import os\nos.system(f"wget {url}")',
    'import gdown\ngdown.download(id=x)',
    'from torchvision import models\nmodels.resnet18(pretrained=True)',
    'from torchvision import models\nmodels.resnet18(weights="DEFAULT")',
    'from tensorflow.keras.applications import ResNet50\nimport tensorflow\nimport keras\nkeras.applications.ResNet50()',
    'import timm\ntimm.create_model("x", pretrained=True)',
    'from sentence_transformers import SentenceTransformer\nSentenceTransformer("all-MiniLM-L6-v2")',
    'from huggingface_hub import snapshot_download\nsnapshot_download("a/b")',
    'import pandas as pd\npd.read_csv("s3://bucket/a.csv")',
    'from datasets import load_dataset\nload_dataset("imdb")',
    'from torchvision import datasets\ndatasets.MNIST(d, download=True)',
    'import whisper\nwhisper.load_model("base")',
    'import mlflow\nmlflow.pyfunc.load_model("models:/churn/1")',
    'from sklearn.datasets import fetch_california_housing\nfetch_california_housing()',
    'import redis\nredis.Redis(host="cache")',
  ])('%j asks a network', (text) => {
    expect(found(text).length).toBeGreaterThan(0);
  });

  test.each([
    'from transformers import AutoModel\nAutoModel.from_pretrained(model_dir)',
    'from transformers import AutoModel\nAutoModel.from_pretrained("/opt/ml/model")',
    'from transformers import AutoModel\nAutoModel.from_pretrained("./model")',
    'from transformers import AutoModel\nAutoModel.from_pretrained("../model")',
    'from transformers import AutoModel\nAutoModel.from_pretrained("local_model")',
    'from transformers import AutoModel\nAutoModel.from_pretrained("weights/bert")',
    'from transformers import AutoModel\nAutoModel.from_pretrained("org/model", local_files_only=True)',
    'NAME = "org/model"\nNAME = sys.argv[1]\nAutoModel.from_pretrained(NAME)',
    'from transformers import pipeline\npipeline("text-classification", model=model_dir)',
    'from sklearn.pipeline import Pipeline\nPipeline([("a", b)])',
    'def pipeline(x): pass\npipeline("sentiment-analysis")',
    '# requests.get("https://example.com")',
    'x = "requests.get(url)"',
    'from flask import request\nrequest.get_json()',
    'requests = {}\nrequests.get("key")',
    'self.requests.get("key")',
    'from urllib.parse import urlparse\nurlparse("https://example.com")',
    'import requests\nrequests.get("http://localhost:8501/v1/models")',
    'import requests\nrequests.post(context.rest_uri, data=d)',
    'import os\nos.system("ls -l")',
    'import os\nos.system("echo wgetting")',
    'import subprocess\nsubprocess.run(["nginx"])',
    'import torch\ntorch.hub.load("repo", "m", source="local")',
    'import torch\ntorch.load(path)',
    'from torchvision import models\nmodels.resnet18(weights=None)',
    'from torchvision import models\nmodels.resnet18()',
    'import keras\nkeras.applications.ResNet50(weights=None)',
    'import keras\nkeras.applications.resnet.preprocess_input(x)',
    'import pandas as pd\npd.read_csv(path)',
    'import pandas as pd\npd.read_csv("data.csv")',
    'from datasets import load_dataset\nload_dataset("csv", data_files=path)',
    'from datasets import load_dataset\nload_dataset(path)',
    'from torchvision import datasets\ndatasets.MNIST(d, download=False)',
    'import whisper\nwhisper.load_model(model_dir)',
    'import mlflow\nmlflow.pyfunc.load_model(model_dir)',
    'import nltk\nnltk.data.path.append(d)',
    'from sklearn.datasets import load_iris\nload_iris()',
  ])('%j does not', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('writes', () => {
  const found = (text: string) => linesOf(writesIn(pythonFile('a.py', text), () => true));

  test.each([
    'open("out.csv", "w")',
    'open("/opt/ml/model/x", mode="ab")',
    'PATH = "uploads/a.png"\nopen(PATH, "wb")',
    'open(f"uploads/{name}", "wb")',
    'open(os.path.join("uploads", name), "x")',
    'import os\nos.makedirs("uploads", exist_ok=True)',
    'df.to_csv("out.csv")',
    'import joblib\njoblib.dump(model, "model.joblib")',
    'import numpy as np\nnp.save("a.npy", x)',
    'import torch\ntorch.save(model, "a.pt")',
    'from pathlib import Path\nPath("uploads").mkdir()',
    'import logging\nlogging.basicConfig(filename="app.log")',
    'import sqlite3\nsqlite3.connect("app.db")',
    'import shutil\nshutil.copy(a, "copies/b")',
    'import matplotlib.pyplot as plt\nplt.savefig("plot.png")',
  ])('%j writes outside /tmp', (text) => {
    expect(found(text).length).toBeGreaterThan(0);
  });

  test.each([
    'open("labels.txt")',
    'open("labels.txt", "r")',
    'open("labels.txt", "rb")',
    'open(path, "w")',
    'open("/tmp/out.csv", "w")',
    'TMP = "/tmp"\nopen(f"{TMP}/x", "w")',
    'open(f"{name}.csv", "w")',
    'open(f"part-{name}", "w")',
    'open(os.path.join("/tmp", name), "w")',
    'import tempfile\ntempfile.mkdtemp()',
    'import os\nos.makedirs(folder)',
    'import os\nos.makedirs("/tmp/x/y")',
    'df.to_csv()',
    'df.to_csv(buffer)',
    'df.to_json(orient="records")',
    'import joblib\njoblib.load("model.joblib")',
    'import torch\ntorch.load("a.pt")',
    'import sqlite3\nsqlite3.connect(":memory:")',
    "print(\"open('a', 'w')\")",
    'import shutil\nshutil.copy("a", target)',
    'import logging\nlogging.basicConfig(level="INFO")',
  ])('%j does not', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('ports', () => {
  const found = (text: string) => {
    const file = pythonFile('app.py', text);
    return portsIn(file, serverIn(file)).map(({ line, what }) => [line, /port (\d+)/.exec(what)?.[1]]);
  };

  test.each([
    ['from flask import Flask\napp = Flask(__name__)\napp.run()', [[3, '5000']]],
    ['from flask import Flask\napp = Flask(__name__)\napp.run(host="0.0.0.0", port=80)', [[3, '80']]],
    ['import uvicorn\nuvicorn.run("main:app")', [[2, '8000']]],
    ['import uvicorn\nuvicorn.run(app, host="0.0.0.0", port=9000)', [[2, '9000']]],
    ['from http.server import HTTPServer\nHTTPServer(("", 9000), Handler)', [[2, '9000']]],
    ['from flask import Flask\napp = Flask(__name__)\napp.run(port=8080)', []],
    ['from flask import Flask\napp = Flask(__name__)\napp.run(port=PORT)', []],
    ['import uvicorn, os\nuvicorn.run(app, port=int(os.environ["PORT"]))', []],
    ['import psycopg2\npsycopg2.connect(port=5432)', []],
    ['app.run()', []],
    ['import subprocess\nsubprocess.run(["x"], port=1)', []],
  ])('%j listens on %j', (text, ports) => {
    expect(found(text)).toEqual(ports);
  });
});

describe('routes', () => {
  const app = 'from fastapi import FastAPI\napp = FastAPI()\n';
  const missing = (...texts: readonly string[]) => {
    const files = texts.map((text, at) => pythonFile(`${at}.py`, text));
    const server = files.flatMap((file) => serverIn(file) ?? [])[0];
    return server && missingRoutes(server, files).map(({ code, line }) => [code, line]);
  };

  test.each([
    [
      [app],
      [
        ['project-no-ping', 2],
        ['project-no-invocations', 2],
      ],
    ],
    [[`${app}@app.get("/ping")\ndef ping(): ...\n`], [['project-no-invocations', 2]]],
    [[`${app}@app.get("/ping")\ndef a(): ...\n@app.post("/invocations")\ndef b(): ...\n`], []],
    [[app, 'router.add_api_route("/ping/", f)\nrouter.add_api_route("/invocations", g)'], []],
    [[`${app}@app.get("/mapping")\ndef a(): ...\n`, '"/invocations"'], [['project-no-ping', 2]]],
    [['import gradio as gr\ngr.Interface(f, "text", "text")'], []],
  ])('%j lacks %j', (texts, codes) => {
    expect(missing(...texts)).toEqual(codes);
  });
});

describe('Dockerfiles', () => {
  const found = (text: string, brought: readonly string[] = []) =>
    faultsOfDockerfile('Dockerfile', instructionsIn(text), brought).map(({ code, line }) => [code, line]);

  test.each([
    ['FROM python', [['project-latest', 1]]],
    ['FROM python:latest', [['project-latest', 1]]],
    ['FROM registry.example.com:5000/team/python', [['project-latest', 1]]],
    ['ARG TAG=latest\nFROM python:${TAG}', [['project-latest', 2]]],
    ['FROM --platform=linux/amd64 node AS build\nFROM build', [['project-latest', 1]]],
    ['FROM a:1\nEXPOSE 5000', [['project-port', 2]]],
    ['FROM a:1\nCMD ["uvicorn", "main:app", "--port", "80"]', [['project-port', 2]]],
    ['FROM a:1\nCMD gunicorn -b 0.0.0.0:8000 app', [['project-port', 2]]],
    ['FROM a:1\nENV API_KEY=abcdef', [['project-secret', 2]]],
    ['FROM a:1\nENV A=1 \\\n  # why\n  DB_PASSWORD="root"\nRUN x', [['project-secret', 2]]],
    ['FROM a:1\nENV HF_TOKEN hf_x', [['project-secret', 2]]],
    ['FROM a:1\nARG AWS_SECRET_ACCESS_KEY', [['project-secret', 2]]],
    ['FROM a:1\nRUN x\nRUN curl -H AKIAABCDEFGHIJKLMNOP x', [['project-secret', 3]]],
    ['FROM a:1\nRUN git clone https://me:secret@example.com/a', [['project-secret', 2]]],
    ['FROM a:1\nCOPY .env /app/', [['project-secret', 2]]],
    ['FROM a:1\nCOPY ["id_rsa", "/root/.ssh/"]', [['project-secret', 2]]],
    ['FROM a:1\nADD .aws/ /root/.aws/', [['project-secret', 2]]],
  ])('%j breaks %j', (text, codes) => {
    expect(found(text)).toEqual(codes);
  });

  test.each([
    'FROM python:3.12-slim',
    'FROM python@sha256:5d0c7e1f9b3a48262e6f1b0d7c95a8e34412f0b6d98c7a5e3f1029b4c6d8e7a1',
    'FROM scratch',
    'ARG BASE\nFROM ${BASE}',
    'FROM ${BASE:-python:3.12}',
    'FROM a:1 AS build\nFROM build',
    '# FROM python\nFROM a:1',
    'FROM a:1\nEXPOSE 8080',
    'FROM a:1\nEXPOSE 8080/tcp 8081',
    'FROM a:1\nEXPOSE ${PORT}',
    'FROM a:1\nCMD ["serve", "-p", "8080"]',
    'FROM a:1\nENV TOKENIZERS_PARALLELISM=false MAX_TOKENS=512',
    'FROM a:1\nENV SECRET_KEY_FILE=/run/secrets/key',
    'FROM a:1\nENV API_KEY=$API_KEY',
    'FROM a:1\nENV API_KEY=',
    'FROM a:1\nENV PASSWORD=changeme',
    'FROM a:1\nENV AWS_DEFAULT_REGION=us-east-2',
    'FROM a:1\nARG TOKENIZER=bert',
    'FROM a:1\nRUN --mount=type=secret,id=token cat /run/secrets/token',
    'FROM a:1\nCOPY .env.example /app/',
    'FROM a:1\nCOPY --from=build /app/.env /app/',
    'FROM a:1\nCOPY environment.yml .',
    'FROM a:1\nRUN <<END\nENV API_KEY=abcdef\nEND\n',
  ])('%j breaks nothing', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('`COPY .` brings the secrets that lie beside it', () => {
    expect(found('FROM a:1\nCOPY . /app', ['.env'])).toEqual([['project-secret', 2]]);
    expect(found('FROM a:1\nCOPY src /app', ['.env'])).toEqual([]);
  });
});

describe('scripts that a container starts with', () => {
  const found = (text: string) => linesOf(fetchesIn('start.sh', text));

  test.each([
    ['#!/bin/sh\nwget https://example.com/model.bin', [2]],
    ['set -e; curl -O "$URL" && serve', [1]],
    ['if [ ! -f m ]; then aws s3 cp s3://a/b m; fi', [1]],
    ['pip install -r requirements.txt\nexec python -m pip install x', [1, 2]],
    ['# wget https://example.com', []],
    ['echo "use curl to try it"', []],
    ['until curl http://localhost:8080/ping; do sleep 1; done', []],
    ['exec gunicorn app:app', []],
    ['pip list', []],
  ])('%j fetches in lines %j', (text, lines) => {
    expect(found(text)).toEqual(lines);
  });

  test('only those that CMD or ENTRYPOINT name are read', () => {
    const folder = projectInMemory({ 'docker/start.sh': 'wget a', 'setup.sh': 'wget a' });
    const dockerfiles = [{ instructions: instructionsIn('FROM a:1\nENTRYPOINT ["sh", "/app/start.sh"]\n') }];
    expect(fetchesOfScripts(dockerfiles, folder).map(({ path }) => path)).toEqual(['docker/start.sh']);
  });
});
