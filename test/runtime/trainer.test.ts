import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as contract from '../../templates/runtime/contract.ts';
import { type LogEntry, runTraining, type TrainerOptions } from '../../templates/runtime/trainer.ts';
import { defineTraining, type Training, type TrainingJob } from '../../templates/runtime/training.ts';
import { start, writeListing } from './listing-in-test.ts';

const config = 'ml/input/config';
const job = {
  [`${config}/hyperparameters.json`]: '{ "depth": "3" }',
  [`${config}/inputdataconfig.json`]:
    '{ "train": { "TrainingInputMode": "File", "ContentType": "text/csv" } }',
  'ml/input/data/train/a.csv': '1,2,x\n3,4,y\n',
};

/** Runs a job in this process; what the training code was given comes back. */
async function run(
  files: Record<string, string>,
  train: Training['train'] = () => {},
  options: Partial<TrainerOptions> = {},
) {
  const folder = writeListing({ ...job, ...files });
  const lines: string[] = [];
  const logs: LogEntry[] = [];
  const environment: NodeJS.ProcessEnv = {};
  let seen: TrainingJob | undefined;
  const training = defineTraining({
    train: (given) => {
      seen = given;
      return train(given);
    },
  });
  const code = await runTraining({
    training: async () => training,
    baseDir: join(folder, 'ml'),
    contract,
    environment,
    signal: new AbortController().signal,
    print: (line) => lines.push(line),
    log: (entry) => logs.push(entry),
    ...options,
  });
  return {
    code,
    folder,
    lines,
    logs,
    environment,
    seen,
    failure: readIfThere(join(folder, 'ml/output/failure')),
  };
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function hyperparameters(given: object): Record<string, string> {
  return { [`${config}/hyperparameters.json`]: JSON.stringify(given) };
}

describe('a job that fits the manifest', () => {
  test('gives the training code typed values, defaults, folders and its place in the cluster', async () => {
    const { code, seen, folder, failure } = await run({
      ...hyperparameters({ depth: '3', learning_rate: '5e-1', loss: '"hinge"', note: '"a \\"b\\""' }),
      [`${config}/resourceconfig.json`]:
        '{ "current_host": "algo-2", "hosts": ["algo-2", "algo-1"], "network_interface_name": "eth1" }',
    });
    expect([code, failure]).toEqual([0, undefined]);
    expect(seen?.hyperparameters).toEqual({
      learning_rate: 0.5,
      rounds: 50,
      loss: 'hinge',
      depth: 3,
      note: 'a "b"',
    });
    const dir = join(folder, 'ml/input/data/train');
    expect(seen?.channels).toEqual({
      train: { name: 'train', dir, contentType: 'text/csv', inputMode: 'File' },
    });
    expect(seen?.cluster).toEqual({
      currentHost: 'algo-2',
      hosts: ['algo-1', 'algo-2'],
      rank: 1,
      networkInterface: 'eth1',
    });
    for (const place of [seen?.modelDir, seen?.checkpointDir, seen?.outputDir])
      expect(existsSync(place ?? '')).toBe(true);
  });

  test('may carry what the tuner and the Python SDK add', async () => {
    const added = { _tuning_objective_metric: 'validation:auc', sagemaker_program: '"train.py"' };
    const { code, environment } = await run(hyperparameters({ depth: '1', ...added }));
    expect(code).toBe(0);
    expect(environment.SM_HPS).not.toContain('sagemaker');
  });

  test('may be described in the spelling of the older AWS pages, or by folders alone', async () => {
    const old = await run({
      [`${config}/resourceConfig.json`]: '{ "current_host": "a", "hosts": ["a", "b"] }',
    });
    expect(old.seen?.cluster.hosts).toEqual(['a', 'b']);
    const folder = writeListing({ 'ml/input/data/train/a.csv': '1', 'ml/input/data/train-manifest': '' });
    const bare = await run({}, undefined, {
      baseDir: join(folder, 'ml'),
      contract: { ...contract, hyperparameters: [] },
    });
    expect([bare.code, Object.keys(bare.seen?.channels ?? {})]).toEqual([0, ['train']]);
  });

  test('sets the variables that a script for the SageMaker training toolkit reads', async () => {
    const { environment, folder } = await run(
      { [`${config}/resourceconfig.json`]: '{ "current_host": "algo-1", "hosts": ["algo-1"] }' },
      undefined,
      { contract: { ...contract, hyperparameters: contract.hyperparameters.slice(3) } },
    );
    const base = join(folder, 'ml');
    expect(environment).toMatchObject({
      SM_MODEL_DIR: `${base}/model`,
      SM_CHANNELS: '["train"]',
      SM_CHANNEL_TRAIN: `${base}/input/data/train`,
      SM_HPS: '{"depth":3}',
      SM_HP_DEPTH: '3',
      SM_USER_ARGS: '["--depth","3"]',
      SM_CURRENT_HOST: 'algo-1',
      SM_HOSTS: '["algo-1"]',
      SM_NETWORK_INTERFACE_NAME: 'eth0',
      SM_INPUT_DIR: `${base}/input`,
      SM_INPUT_CONFIG_DIR: `${base}/input/config`,
      SM_OUTPUT_DIR: `${base}/output`,
      SM_OUTPUT_DATA_DIR: `${base}/output/data`,
      SM_RESOURCE_CONFIG: '{"current_host":"algo-1","hosts":["algo-1"]}',
      SM_INPUT_DATA_CONFIG: '{"train":{"TrainingInputMode":"File","ContentType":"text/csv"}}',
      SM_LOG_LEVEL: '20',
      SM_NUM_CPUS: expect.stringMatching(/^\d+$/),
      SM_NUM_GPUS: expect.stringMatching(/^\d+$/),
    });
    expect(JSON.parse(environment.SM_TRAINING_ENV ?? '')).toMatchObject({
      channel_input_dirs: { train: `${base}/input/data/train` },
      hyperparameters: { depth: 3 },
    });
  });

  test.each([
    [0.5, 'validation:auc=0.5'],
    [1e-7, 'validation:auc=0.0000001'],
    [1.5e21, 'validation:auc=1500000000000000000000'],
  ])('reports %d so that the metric regex reads the same number', async (value, line) => {
    const { lines } = await run({}, ({ report }) => report('validation:auc', value));
    expect(lines).toEqual([line]);
    expect(Number(/validation:auc=([0-9.]+)/.exec(lines[0] ?? '')?.[1])).toBe(value);
  });
});

test('a metric that its own regex does not find again is said once in the log', async () => {
  const { lines, logs } = await run({}, ({ report }) => {
    for (const value of [-1, -2]) report('validation:auc', value);
  });
  expect(lines).toEqual(['validation:auc=-1', 'validation:auc=-2']);
  expect(logs).toMatchObject([{ event: 'metric-not-found', line: 'validation:auc=-1' }]);
});

describe('a job that does not fit', () => {
  test('fails before the training code is read, and the failure file lists every fault', async () => {
    const files = {
      ...hyperparameters({ dept: '3', learning_rate: '2', rounds: '1.5', loss: 'log2', note: 'free' }),
      [`${config}/inputdataconfig.json`]: '{ "validation": {} }',
      [`${config}/resourceconfig.json`]: '[]',
    };
    const { code, seen, failure } = await run(files);
    expect([code, seen]).toEqual([1, undefined]);
    expect(failure).toBe(
      `${[
        'This training job has 8 faults:',
        'resourceconfig.json holds no JSON object',
        'hyperparameter `dept` is not known; known are: learning_rate, rounds, loss, depth, note',
        'hyperparameter `learning_rate` is "2"; the most is 1',
        'hyperparameter `rounds` is "1.5", which is not a whole number',
        'hyperparameter `loss` is "log2"; it can be: log, hinge',
        'hyperparameter `depth` is required and was not given',
        "channel `train` is required; the job's channels are: validation",
        'channel `validation` has no folder of data',
      ].join('\n- ')}\n`,
    );
  });

  test.each(['', 'abc', '0x10', '1e999', '0'])('a number that is %j is refused', async (text) => {
    const { failure } = await run(hyperparameters({ depth: '1', rounds: text }));
    expect(failure).toMatch(/^This training job has 1 fault:\n- hyperparameter `rounds` is "/);
  });

  test('training code that throws fails the job with its reason, and keeps a failure file of its own', async () => {
    const thrown = () => Promise.reject(new Error('no rows', { cause: new Error('a.csv is empty') }));
    const { code, failure } = await run({}, thrown);
    expect([code, failure]).toEqual([1, 'no rows\nbecause: a.csv is empty\n']);
    const own = await run({ 'ml/output/failure': 'said by the training code' }, thrown);
    expect([own.code, own.failure]).toEqual([1, 'said by the training code']);
    expect(own.logs).toMatchObject([
      { event: 'training-failed', message: 'no rows\nbecause: a.csv is empty' },
    ]);
  });
});

describe('the process that SageMaker starts as train', () => {
  function code(body: string): Record<string, string> {
    return { ...job, 'src/training.ts': `export default { train: ${body} };` };
  }

  test('runs the seeded training code and leaves its model', async () => {
    const folder = writeListing({ ...job, 'ml/input/data/train/a.csv': '0,-1\n2,0\n4,1\n6,2\n' });
    const { exitCode, printed } = start(folder, 'runtime/trainer.ts');
    expect(await exitCode).toBe(0);
    expect(printed()).toBe('validation:auc=1\n'.repeat(50));
    const model = JSON.parse(readFileSync(join(folder, 'ml/model/linear-model.json'), 'utf8'));
    expect(model.weights[0]).toBeCloseTo(2, 1);
    expect(model.intercept).toBeCloseTo(2, 1);
  });

  test('lets the training code save on SIGTERM, and ends with 0', async () => {
    const folder = writeListing(
      code(`async ({ signal, modelDir }) => {
        console.log('training');
        const alive = setInterval(() => {}, 1000);
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        clearInterval(alive);
        (await import('node:fs')).writeFileSync(modelDir + '/model.json', 'saved');
      }`),
    );
    const running = start(folder, 'runtime/trainer.ts');
    await running.untilPrinted('training');
    running.process.kill('SIGTERM');
    expect(await running.exitCode).toBe(0);
    expect(readIfThere(join(folder, 'ml/model/model.json'))).toBe('saved');
    expect(readIfThere(join(folder, 'ml/output/failure'))).toBeUndefined();
  });

  test.each([
    ['throws', "() => { throw new Error('no rows'); }", 'no rows'],
    [
      'throws later',
      "() => { setTimeout(() => { throw new Error('late'); }); return new Promise(() => {}); }",
      'late',
    ],
    ['never ends', '() => new Promise(() => {})', 'The training code waits for something that never comes'],
  ])('fails with a reason when the training code %s', async (_title, body, reason) => {
    const folder = writeListing(code(body));
    expect(await start(folder, 'runtime/trainer.ts').exitCode).toBe(1);
    expect(readIfThere(join(folder, 'ml/output/failure'))).toBe(`${reason}\n`);
  });
});
