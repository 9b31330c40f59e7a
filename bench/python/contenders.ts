import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contender } from '../serving/contenders.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const apps = fileURLToPath(new URL('apps/', import.meta.url));
/** Debian's Python has the packages of all contenders, so all of them run the same scikit-learn. */
const python = '/usr/bin/python3';

export type ModelKind = 'linear' | 'forest';

/** A listing as it is generated, without changes by a seller, and the usual ways to serve the same file. */
export function prepareContenders(folder: string, kind: ModelKind): readonly Contender[] {
  const file = join(folder, `${kind}.joblib`);
  execFileSync(python, [join(apps, 'make_model.py'), file, kind]);
  const environment = { MODEL_FILE: file, PYTHONWARNINGS: 'ignore' };
  const app = (name: string, command: Contender['command']): Contender => ({
    name,
    command,
    environment,
    folder: apps,
  });
  return [
    app(
      'gunicorn with Flask',
      (port) =>
        [...[python, '-m', 'gunicorn', '--workers', '2', '--bind', `127.0.0.1:${port}`, 'flask_app:app']] as [
          string,
          ...string[],
        ],
    ),
    app('nginx, gunicorn with gevent', () => [join(apps, 'behind-nginx.sh')]),
    app(
      'uvicorn',
      (port) =>
        [
          ...[
            python,
            '-m',
            'uvicorn',
            '--workers',
            '2',
            '--port',
            `${port}`,
            '--no-access-log',
            'asgi_app:app',
          ],
        ] as [string, ...string[]],
    ),
    listing(join(folder, `listing-${kind}`), file),
    {
      ...listing(join(folder, `alone-${kind}`), file, 'inference: { batching: off }\n'),
      name: 'a listing, without batching',
    },
  ];
}

function listing(place: string, model: string, more = ''): Contender {
  mkdirSync(join(place, 'model'), { recursive: true });
  cpSync(model, join(place, 'model/model.joblib'));
  writeFileSync(
    join(place, 'marketplace.yaml'),
    `version: 1
product: { type: model-package, name: measured }
framework: scikit-learn
base: amazonlinux:2023
contentTypes: { input: [text/csv], output: [text/csv] }
artifacts: { mode: bundled, path: model }
${more}`,
  );
  execFileSync(process.execPath, [join(root, 'dist/src/cli/main.js'), 'generate', place]);
  const programs = join(place, 'programs');
  mkdirSync(programs);
  writeFileSync(join(programs, 'python3'), `#!/bin/sh\nexec ${python} "$@"\n`, { mode: 0o755 });
  return {
    name: 'a listing',
    command: () => ['env', `PATH=${programs}:${process.env['PATH']}`, join(place, 'bin/serve')],
    environment: { PYTHONWARNINGS: 'ignore' },
  };
}
