import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { compileCacheOf } from '../support/compile-cache.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { type Environment, pythonOf, titled } from '../support/python.ts';
import { withThisNode } from '../support/running-server.ts';
import { trainingFolder } from '../support/training-folder.ts';
import {
  contentTypes,
  endlessFor,
  expectLearnt,
  rows,
  tellsWhenItBegins,
  trainingWith,
} from '../support/two-classes.ts';
import { conversationWith, oneWorker, placeWithPackages, train } from '../support/use-listing.ts';
import { sharedByTests } from '../support/when-over.ts';

export interface PythonFramework {
  readonly name: string;
  readonly environment: Environment;
  /** The file that its training writes. */
  readonly model: string;
}

/** `inference.preload` is refused for it. */
const noFork = new Set(['tensorflow', 'catboost']);

/** Prints what the model predicts in a fork with four threads, and then what it predicts itself. */
const predictForked = `import json, os, sys
sys.path[:0] = ["python", "."]
from runtime.python.preload import count_threads, prepare_to_fork, start_anew, use_one_thread
use_one_thread()
import numpy
import model

loaded = model.load(sys.argv[1])
records = numpy.linspace(-1, 1, 400_000, dtype="float32").reshape(-1, 2)

def tell():
    predicted = numpy.asarray(model.predict(loaded, records), dtype="float64")
    print(json.dumps({"sum": float(predicted.sum()), "threads": count_threads()}), flush=True)

prepare_to_fork()
child = os.fork()
if child == 0:
    start_anew(4)
    tell()
    os._exit(0)
_, status = os.waitpid(child, 0)
tell()
sys.exit(os.waitstatus_to_exitcode(status))
`;

/** Unless every case runs, one framework represents all of them for common behaviour, and one with threads for forks. */
const standsForAll = 'scikit-learn';
const standsForForks = 'lightgbm';

export function describeFramework({ name, environment: of, model }: PythonFramework): void {
  const python = pythonOf(of);
  const framework = `framework: ${name}`;
  const environment = { PATH: withThisNode(python.programs ?? '')['PATH'] ?? '' };
  const yaml = algorithm({ framework, contentTypes, training: trainingWith(name) });

  describe.skipIf(python.missing)(titled(name, python), () => {
    const trained = sharedByTests(() => {
      const listing = placeWithPackages(yaml);
      const base = trainingFolder({ channels: { train: rows } });
      return { listing, base, reported: train(listing, base, environment) };
    });

    describe('trained', () => {
      const ask = sharedByTests(() =>
        conversationWith(trained().listing, {
          ...environment,
          ...oneWorker,
          SAGEMAKER_BASE_DIR: trained().base,
        }),
      );

      test('on real data, serves in every declared type what it has learnt', async () => {
        const { base, reported } = trained();
        expect(reported.length).toBeGreaterThan(0);
        expect(reported.at(-1), 'the area under the curve').toBeGreaterThan(0.9);
        expect(readdirSync(join(base, 'model'))).toEqual([model]);
        await expectLearnt(ask());
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
        expect(await ask()('[{"a": 1, "b": 2}, {"a": 1}]', 'application/json')).toMatchObject({
          status: 400,
        });
        expect(await ask()('"text"', 'application/json')).toMatchObject({ status: 400 });
        expect(await ask()('1,2', 'text/csv')).toMatchObject({ status: 200 });
      });
    });

    const isForkLeftOut = python.missing === undefined && !isEveryCase && name !== standsForForks;
    describe.skipIf(noFork.has(name) || isForkLeftOut)(
      `loaded once for forked workers${isForkLeftOut ? inCiAlone : ''}`,
      () => {
        const forking = sharedByTests(() =>
          placeWithPackages(
            algorithm({
              ...{ framework, contentTypes, training: trainingWith(name) },
              inference: 'inference: { preload: true, workers: 2 }',
            }),
          ),
        );

        test('answers as ever', async () => {
          await expectLearnt(
            await conversationWith(forking(), { ...environment, SAGEMAKER_BASE_DIR: trained().base }),
          );
        });

        test('predicts in several threads of a fork what it predicts itself', () => {
          const words = ['-c', predictForked, join(trained().base, 'model')];
          const { status, stdout, stderr } = spawnSync('python3', words, {
            cwd: forking(),
            encoding: 'utf8',
            env: environment,
          });
          expect(status, stderr).toBe(0);
          const [forked, own] = stdout
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line));
          // Threads add up in any order.
          expect(forked.sum / own.sum).toBeCloseTo(1, 9);
          // The seed of scikit-learn learns a model that needs one thread.
          if (name !== 'scikit-learn') expect(forked.threads).toBeGreaterThan(1);
        });
      },
    );

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
        const job = trainingFolder({ channels: { train: rows }, hyperparameters: endlessFor(name) });
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

      test('refuses a hyperparameter that it would not use', () => {
        const job = trainingFolder({ channels: { train: rows }, hyperparameters: { colour: 'red' } });
        expect(() => train(trained().listing, job, environment)).toThrow('ended with 1');
        expect(readFileSync(join(job, 'output/failure'), 'utf8')).toMatch(
          /^ValueError: the training does not use: colour; read them in python\/train\.py, or remove them/,
        );
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
