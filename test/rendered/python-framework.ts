import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { printNpy } from '../../listing/runtime/codecs/write-npy.ts';
import { compileCacheOf } from '../support/compile-cache.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { pythonWith, titled } from '../support/python.ts';
import { withThisNode } from '../support/running-server.ts';
import { trainingFolder } from '../support/training-folder.ts';
import { conversationWith, placeWithPackages, train } from '../support/use-listing.ts';
import { sharedByTests } from '../support/when-over.ts';

export interface PythonFramework {
  readonly name: string;
  readonly modules: readonly string[];
  /** The file that its training writes. */
  readonly model: string;
}

const everyType = 'text/csv, application/json, application/jsonlines, application/x-npy';
export const contentTypes = `contentTypes: { input: [${everyType}], output: [${everyType}] }`;
export const training = `training:
  channels: [{ name: train, contentTypes: [text/csv], inputModes: [File, Pipe] }]
  hyperparameters:
    - { name: learning_rate, type: continuous, min: 0.0001, max: 1, default: 0.1 }
    - { name: rounds, type: integer, min: 1, max: 10000000, default: 60 }
    - { name: n_estimators, type: integer, min: 1, max: 10000000 }
  metrics: [{ name: "train:rmse", regex: "train:rmse=([0-9.]+)" }, { name: "validation:auc", regex: "validation:auc=([0-9.]+)" }]`;

/** Prints a line when training begins: then the packages are loaded, and the stop signal is handled. */
const tellsWhenItBegins = `
learn = train
def train(job):
    print("begins", flush=True)
    learn(job)
`;

/** Two linearly separable classes: 1 where the first number is larger than the second. */
export const rows = Array.from({ length: 400 }, (_, index) => {
  const [one, other] = [Math.sin(index * 1.7), Math.cos(index * 2.3)];
  return `${one > other ? 1 : 0},${one.toFixed(6)},${other.toFixed(6)}`;
}).join('\n');

/** Unless every case runs, one framework represents all of them for common behaviour. */
const standsForAll = 'scikit-learn';

export function describeFramework({ name, modules, model }: PythonFramework): void {
  const python = pythonWith([...modules, 'numpy']);
  const framework = `framework: ${name}`;
  const environment = { PATH: withThisNode(python.programs ?? '')['PATH'] ?? '' };
  const yaml = algorithm({ framework, contentTypes, training });

  describe.skipIf(python.missing)(titled(name, python), () => {
    const trained = sharedByTests(() => {
      const listing = placeWithPackages(yaml);
      const base = trainingFolder({ channels: { train: rows } });
      return { listing, base, reported: train(listing, base, environment) };
    });

    describe('trained', () => {
      const ask = sharedByTests(() =>
        conversationWith(trained().listing, { ...environment, SAGEMAKER_BASE_DIR: trained().base }),
      );

      test('on real data, serves in every declared type what it has learnt', async () => {
        const { base, reported } = trained();
        expect(reported.length).toBeGreaterThan(0);
        expect(reported.at(-1), 'the area under the curve').toBeGreaterThan(0.9);
        expect(readdirSync(join(base, 'model'))).toEqual([model]);
        const bodies = {
          'text/csv': '0.9,-0.9\n-0.9,0.9\n',
          'application/json': '{"instances": [[0.9, -0.9], [-0.9, 0.9]]}',
          'application/jsonlines': '[0.9, -0.9]\n{"features": [-0.9, 0.9]}\n',
          'application/x-npy': printNpy([
            [0.9, -0.9],
            [-0.9, 0.9],
          ]),
        };
        for (const [type, body] of Object.entries(bodies))
          for (const accept of Object.keys(bodies)) {
            const { status, answer } = await ask()(body, type, accept);
            expect(status, `${type} → ${accept}`).toBe(200);
            const [one, other] = numbersIn(answer);
            expect(one, `${type} → ${accept}`).toBeGreaterThan(0.5);
            expect(other, `${type} → ${accept}`).toBeLessThan(0.5);
          }
        expect(await ask()('{"instances": []}', 'application/json')).toMatchObject({ status: 200 });
      });

      test('tells the caller what does not fit', async () => {
        const wide = await ask()('1,2,3', 'text/csv');
        expect(wide).toMatchObject({
          status: 400,
          answer: { error: expect.stringMatching(/3 (columns|features)|shape \(3,\)/) },
        });
        expect(await ask()('1,2\n1,x', 'text/csv')).toMatchObject({
          status: 400,
          answer: { error: 'record 2, column 2: "x" is not a number' },
        });
        expect(await ask()('{"a": 1, "b": 2}', 'application/json')).toMatchObject({ status: 400 });
        expect(await ask()('"text"', 'application/json')).toMatchObject({ status: 400 });
        expect(await ask()('1,2', 'text/csv')).toMatchObject({ status: 200 });
      });
    });

    const isLeftOut = python.missing === undefined && !isEveryCase && name !== standsForAll;
    describe.skipIf(isLeftOut)(`besides${isLeftOut ? inCiAlone : ''}`, () => {
      test('is a model package from a file, bundled, whose own tests pass', async () => {
        const types = 'contentTypes: { input: [text/csv], output: [application/json, text/csv] }';
        const bundled = placeWithPackages(modelPackage({ framework, contentTypes: types }), {
          'samples/text-csv.csv': '0.9,-0.9\n',
        });
        cpSync(
          join(trained().base, 'model', model),
          join(bundled, 'model', `any name.${model.split('.')[1]}`),
        );
        const { status, stdout, stderr } = spawnSync('npm', ['test'], {
          cwd: bundled,
          encoding: 'utf8',
          env: { ...environment, ...compileCacheOf(bundled) },
        });
        expect(status, stdout + stderr).toBe(0);
      });

      test('says where the model belongs when there is none', () => {
        const listing = placeWithPackages(modelPackage({ framework, contentTypes }));
        const { status, stderr } = spawnSync('python3', ['-c', 'import model; model.load("model")'], {
          cwd: listing,
          encoding: 'utf8',
          env: { ...environment, PYTHONPATH: 'python:.' },
        });
        expect(status, stderr).toBe(1);
        expect(stderr).toMatch(/must hold your model in one .* file, and holds: /);
      });

      test('saves what it has learnt when the job is stopped', async () => {
        // More rounds than the test can wait for.
        const hyperparameters = { rounds: '10000000', n_estimators: '10000000' };
        const job = trainingFolder({ channels: { train: rows }, hyperparameters });
        const telling = placeWithPackages(yaml);
        appendFileSync(join(telling, 'python/train.py'), tellsWhenItBegins);
        const running = spawn(join(telling, 'bin/train'), {
          stdio: ['ignore', 'pipe', 'ignore'],
          env: { ...process.env, ...compileCacheOf(telling), ...environment, SAGEMAKER_BASE_DIR: job },
        });
        const ended = once(running, 'exit');
        await once(running.stdout.resume(), 'data');
        await pause(300);
        running.kill('SIGTERM');
        expect((await ended)[0]).toBe(0);
        expect(readdirSync(join(job, 'model'))).toEqual([model]);
      });

      test('leaves the cause of a failure where the buyer reads it', () => {
        const job = trainingFolder({ channels: { train: 'a,b\n1,2\n' } });
        expect(() => train(trained().listing, job, environment)).toThrow('ended with 1');
        expect(readFileSync(join(job, 'output/failure'), 'utf8')).toMatch(
          /^ValueError: channel `train`, rows\.csv: .*'a'.*; the file must have no header row/,
        );
      });
    });
  });
}

/** One number for each record, whatever the form of the response. */
function numbersIn(answer: unknown): number[] {
  if (typeof answer === 'string') return answer.split('\n').map(Number);
  const predictions = Array.isArray(answer) ? answer : Object(answer).predictions;
  return predictions.map(Number);
}
