import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePython } from '../../test/support/make-python.ts';
import type { Peer } from './calls.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const apps = fileURLToPath(new URL('apps/', import.meta.url));

/** A listing as it is generated, without a change by a seller, and other ways to serve the same file. */
export function prepareContenders(folder: string, model: string): readonly Peer[] {
  return [listing(folder, model), ...byHand(model), ...servers(folder, model)];
}

/** Two workers have a CPU each. A listing tells its workers the same. */
const settings = { OMP_NUM_THREADS: '1', PYTHONWARNINGS: 'ignore' };

const atPath = (path: string): Peer['asked'] => ({
  CSV: { path, form: 'csv' },
  JSON: { path, form: 'json' },
  npy: { path, form: 'npy' },
});

function listing(folder: string, model: string): Peer {
  const place = join(folder, 'listing');
  mkdirSync(join(place, 'model'), { recursive: true });
  cpSync(model, join(place, 'model/model.joblib'));
  writeFileSync(
    join(place, 'marketplace.yaml'),
    `version: 1
product: { type: model-package, name: measured }
framework: scikit-learn
base: amazonlinux:2023
contentTypes:
  input: [text/csv, application/json, application/x-npy]
  output: [text/csv, application/json, application/x-npy]
artifacts: { mode: bundled, path: model }
`,
  );
  execFileSync(process.execPath, [join(root, 'dist/main.js'), 'generate', place]);
  return {
    name: 'a listing',
    command: () => [join(place, 'bin/serve')],
    environment: { PATH: [makePython('listing'), process.env['PATH']].join(':'), PYTHONWARNINGS: 'ignore' },
    asked: atPath('/invocations'),
  };
}

/** The usual ways to put a web framework around a model. */
function byHand(model: string): readonly Peer[] {
  const python = join(makePython('peers'), 'python3');
  const gunicorn = ['-m', 'gunicorn', '--workers', '2', '--timeout', '60'];
  const flask: Pick<Peer, 'environment' | 'folder' | 'asked'> = {
    environment: { ...settings, MODEL_FILE: model, PYTHON: python },
    folder: apps,
    asked: atPath('/invocations'),
  };
  return [
    {
      ...flask,
      name: 'FastAPI, uvicorn',
      command: (port) => {
        const words = ['--workers', '2', '--port', `${port}`, '--log-level', 'warning', '--no-access-log'];
        return [python, '-m', 'uvicorn', ...words, 'fastapi_app:app'];
      },
      asked: {
        CSV: { path: '/csv', form: 'csv' },
        JSON: { path: '/json', form: 'json' },
        npy: { path: '/npy', form: 'npy' },
      },
    },
    {
      ...flask,
      name: 'gunicorn, Flask',
      command: (port) => [python, ...gunicorn, '--bind', `127.0.0.1:${port}`, 'flask_app:app'],
    },
    {
      ...flask,
      name: 'gunicorn with gevent, Flask',
      command: (port) => {
        const words = [...gunicorn, '--worker-class', 'gevent', '--bind', `127.0.0.1:${port}`];
        return [python, ...words, 'flask_app:app'];
      },
    },
    { ...flask, name: 'nginx, gunicorn with gevent, Flask', command: () => [join(apps, 'behind-nginx.sh')] },
  ];
}

/** Servers that are made for models. */
function servers(folder: string, model: string): readonly Peer[] {
  const environment = { ...settings, MODEL_FILE: model };
  return [
    {
      name: 'BentoML',
      command: (port) => {
        const words = ['serve', 'bentoml_app:Scorer', '--host', '127.0.0.1', '--port', `${port}`];
        return [join(makePython('bentoml'), 'python3'), '-m', 'bentoml', ...words];
      },
      environment: { ...environment, BENTOML_HOME: join(folder, 'bentoml'), BENTOML_DO_NOT_TRACK: 'true' },
      folder: apps,
      readyPath: '/readyz',
      asked: {
        CSV: { path: '/bodies/csv', form: 'csv' },
        JSON: { path: '/predict', form: 'list.json' },
        npy: { path: '/bodies/npy', form: 'npy' },
      },
    },
    {
      name: 'MLServer',
      command: (port) => {
        const words = [`MLSERVER_HTTP_PORT=${port}`, join(makePython('mlserver'), 'python3')];
        return ['env', ...words, '-m', 'mlserver.cli.main', 'start', '.'];
      },
      environment: { ...environment, PYTHONPATH: apps },
      folder: mlserverFolder(folder, model),
      readyPath: '/v2/models/model/ready',
      asked: {
        CSV: { path: '/csv', form: 'csv' },
        JSON: { path: '/v2/models/model/infer', form: 'v2.json' },
        npy: { path: '/npy', form: 'npy' },
      },
    },
    {
      name: 'LitServe',
      command: () => [join(makePython('litserve'), 'python3'), 'litserve_app.py'],
      environment,
      folder: apps,
      readyPath: '/health',
      asked: atPath('/predict'),
    },
  ];
}

function mlserverFolder(folder: string, model: string): string {
  const place = join(folder, 'model');
  const server = {
    host: '127.0.0.1',
    grpc_port: 0,
    metrics_endpoint: null,
    parallel_workers: 2,
    debug: false,
  };
  const served = {
    name: 'model',
    implementation: 'mlserver_app.Scorer',
    max_batch_size: 64,
    max_batch_time: 0.001,
    parameters: { uri: model },
  };
  mkdirSync(place);
  writeFileSync(join(place, 'settings.json'), JSON.stringify(server));
  writeFileSync(join(place, 'model-settings.json'), JSON.stringify(served));
  return place;
}
