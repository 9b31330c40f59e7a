import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as contract from '../../listing/runtime/contract.ts';
import { nodeForAll, ordinaryUser } from '../support/ordinary-user.ts';
import { writeFiles, writeListing } from './listing-in-test.ts';
import { channels, failureIn, hyperparameters, resources, run, runIn, soundJob } from './train-in-test.ts';

const onSeveral = { contract: { ...contract, distributed: true } };
const isRoot = process.getuid?.() === 0;

describe('what a real job writes besides', () => {
  test('extra configuration files and manifests of channels are not looked at', async () => {
    const { code, seen } = await run({
      'ml/input/config/init-config.json': 'not JSON',
      'ml/input/config/metric-definition-regex.json': '[]',
      'ml/input/config/debughookconfig.json': '',
      'ml/input/config/profilerconfig.json': '',
      'ml/input/data/train-manifest': '[]',
    });
    expect([code, Object.keys(seen?.channels ?? {})]).toEqual([0, ['train']]);
    expect(await seen?.channels.train.files()).toHaveLength(1);
  });

  test('names that the tuner and the Python SDK add are no faults, and are not the product’s', async () => {
    const added = { _tuning_objective_metric: 'validation:auc', sagemaker_program: '"train.py"' };
    const { code, seen, environment } = await run(hyperparameters({ depth: '1', ...added }));
    expect([code, seen?.hyperparameters]).toEqual([
      0,
      { depth: 1, learning_rate: 0.1, rounds: 50, loss: 'log' },
    ]);
    expect(environment['SM_HPS']).not.toContain('sagemaker');
  });

  test('values may be texts, JSON inside texts, or plain JSON of a run by hand', async () => {
    const given = { depth: '"3"', rounds: 7, loss: '"hinge"', note: null };
    const { seen } = await run(hyperparameters(given));
    expect(seen?.hyperparameters).toEqual({ depth: 3, rounds: 7, learning_rate: 0.1, loss: 'hinge' });
  });
});

describe('the spelling of AWS’s older pages', () => {
  test('is understood', async () => {
    const { seen } = await run(
      { 'ml/input/config/resourceConfig.json': '{ "current_host": "a", "hosts": ["a", "b"] }' },
      undefined,
      onSeveral,
    );
    expect(seen?.cluster.hosts).toEqual(['a', 'b']);
  });

  test('gives way to that of real jobs', async () => {
    const { seen } = await run({
      'ml/input/config/resourceConfig.json': '{ "current_host": "old" }',
      ...resources({ current_host: 'new' }),
    });
    expect(seen?.cluster.hosts).toEqual(['new']);
  });
});

describe('what may be missing', () => {
  const lenient = { contract: { ...contract, hyperparameters: contract.hyperparameters.slice(0, 3) } };

  test.each([
    ['with nothing but data', {}],
    ['with `{}` for hyperparameters', hyperparameters({})],
    [
      'with what the SDK writes for a run on the own machine',
      channels({ train: { TrainingInputMode: 'File' } }),
    ],
    ['with a channel about which nothing is said', channels({ train: {} })],
  ])('a job %s runs on defaults', async (_title, files) => {
    const folder = writeFiles({
      'ml/input/data/train/a.csv': '1',
      'ml/input/data/validation': 'a file',
      ...files,
    });
    const { code, seen, failure } = await runIn(folder, undefined, lenient);
    expect([code, failure]).toEqual([0, undefined]);
    expect(seen?.hyperparameters).toEqual({ learning_rate: 0.1, rounds: 50, loss: 'log' });
    expect(Object.values(seen?.channels ?? {})).toMatchObject([
      { name: 'train', inputMode: 'File', contentType: undefined, recordWrapper: 'None' },
    ]);
    expect(seen?.cluster).toEqual({
      currentHost: 'algo-1',
      hosts: ['algo-1'],
      rank: 0,
      networkInterface: 'eth0',
      instanceType: undefined,
      group: undefined,
      groups: [],
    });
  });

  test('a channel without files is no fault, and gives nothing', async () => {
    const folder = writeFiles({ ...hyperparameters({ depth: '1' }), ...channels({ train: {} }) });
    mkdirSync(join(folder, 'ml/input/data/train'), { recursive: true });
    const { code, seen } = await runIn(folder);
    expect([code, await seen?.channels.train.files()]).toEqual([0, []]);
    for await (const _ of seen?.channels.train.read() ?? []) expect.unreachable();
  });

  test('without any data the fault says where it belongs', async () => {
    const folder = writeFiles({});
    const { failure } = await runIn(folder, undefined, lenient);
    const place = join(folder, 'ml/input/data/train');
    expect(failure).toBe(
      `This training job has 1 error:\n- channel \`train\` is required; its files belong in ${place}\n`,
    );
  });
});

describe('the modes of data', () => {
  test.each([
    ['File', ['FastFile'], 'FastFile'],
    ['FastFile', ['FastFile'], 'FastFile'],
    ['File', ['File', 'FastFile'], 'File'],
  ] as const)('%s in the job and %j in the manifest are read as %s', async (written, declared, read) => {
    const rule = { name: 'train', required: true, inputModes: declared, contentTypes: ['text/csv'] } as const;
    const { code, seen } = await run(channels({ train: { TrainingInputMode: written } }), undefined, {
      contract: { ...contract, channels: [rule] },
    });
    expect([code, seen?.channels.train.inputMode]).toEqual([0, read]);
  });

  test('in a run by hand the data itself tells, whatever the manifest says', async () => {
    const rule = { name: 'train', required: true, inputModes: ['Pipe'], contentTypes: ['text/csv'] } as const;
    const byHand = { contract: { ...contract, hyperparameters: [], channels: [rule] } };
    const folders = ['ml/input/data/train/a.csv', 'ml/input/data/train_0'].map((path) =>
      writeFiles({ [path]: '1' }),
    );
    const runs = await Promise.all(folders.map((folder) => runIn(folder, undefined, byHand)));
    expect(runs.map(({ seen }) => seen?.channels.train.inputMode)).toEqual(['File', 'Pipe']);
  });

  test.each(['Text/CSV; label_size=1', ''])('the content type may be written as %j', async (ContentType) => {
    const { code } = await run(channels({ train: { ContentType } }));
    expect(code).toBe(0);
  });

  test('records may be wrapped, and the channel says so', async () => {
    const { seen } = await run(
      channels({ train: { TrainingInputMode: 'Pipe', RecordWrapperType: 'RecordIO' } }),
    );
    expect(seen?.channels.train.recordWrapper).toBe('RecordIO');
  });
});

describe('a job on several instances', () => {
  test('says which one this is, in an order that all of them share', async () => {
    const given = { current_host: 'algo-2', hosts: ['algo-2', 'algo-1'], network_interface_name: 'eth1' };
    const { seen } = await run(resources(given), undefined, onSeveral);
    expect(seen?.cluster).toMatchObject({
      currentHost: 'algo-2',
      hosts: ['algo-1', 'algo-2'],
      rank: 1,
      networkInterface: 'eth1',
    });
  });

  // AWS's own documents use both names.
  test.each(['current_group_name', 'current_instance_group'])(
    'says the groups, where there are any: %s',
    async (member) => {
      const group = { instance_group_name: 'fast', instance_type: 'ml.g5.xlarge', hosts: ['algo-1'] };
      const { seen } = await run(
        resources({
          current_host: 'algo-1',
          hosts: ['algo-1'],
          current_instance_type: 'ml.g5.xlarge',
          [member]: 'fast',
          instance_groups: [group],
          topology: null,
        }),
      );
      expect(seen?.cluster).toMatchObject({
        instanceType: 'ml.g5.xlarge',
        group: 'fast',
        groups: [{ name: 'fast', instanceType: 'ml.g5.xlarge', hosts: ['algo-1'] }],
      });
    },
  );

  test('is faulty when this host is not among its hosts', async () => {
    const { failure } = await run(resources({ current_host: 'algo-9', hosts: ['algo-1'] }));
    expect(failure).toContain('- resourceconfig.json names this host algo-9, but lists the hosts: algo-1\n');
  });
});

describe('SageMaker’s own mode of the config folder, drw-r--r--', () => {
  function withItsModes(): string {
    const folder = writeListing({ ...soundJob, ...resources({ current_host: 'algo-1', hosts: ['algo-1'] }) });
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'ml/output'));
    chmodSync(join(folder, 'ml/output'), 0o777);
    chmodSync(join(folder, 'ml/input/config'), 0o644);
    return folder;
  }

  test.skipIf(!isRoot)(`does not keep root from training${isRoot ? '' : ' (needs root)'}`, async () => {
    expect(await runIn(withItsModes())).toMatchObject({ code: 0 });
  });

  test('makes an ordinary user’s job fail with the folder, its mode and both users', () => {
    const folder = withItsModes();
    const { status, stderr } = spawnSync(nodeForAll(), [join(folder, 'runtime/training/trainer.ts')], {
      env: { SAGEMAKER_BASE_DIR: join(folder, 'ml') },
      encoding: 'utf8',
      ...(isRoot && ordinaryUser),
    });
    expect(status, stderr).toBe(1);
    const owner = isRoot ? 0 : process.getuid?.();
    const user = isRoot ? ordinaryUser.uid : owner;
    const barrier = `${join(folder, 'ml/input/config')} has the mode drw-r--r-- and belongs to user ${owner}, this process runs as user ${user}; SageMaker runs containers as root`;
    const names = ['hyperparameters.json', 'resourceconfig.json', 'inputdataconfig.json'];
    const faults = names.map((name) => `\n- ${name} cannot be read: ${barrier}`);
    expect(stderr).toContain(JSON.stringify(`This training job has 3 errors:${faults.join('')}`));
    expect(failureIn(folder)).toContain(faults[0]);
    if (!isRoot) chmodSync(join(folder, 'ml/input/config'), 0o755);
  });
});

test.each(['hyperparameters', 'inputdataconfig'])(
  '%s.json that is no JSON is the only fault it causes',
  async (name) => {
    const path = `ml/input/config/${name}.json`;
    const broken = name === 'hyperparameters' ? soundJob : hyperparameters({ depth: '1' });
    const { failure } = await runIn(writeFiles({ ...broken, [path]: '{ "train": ' }));
    expect(failure).toMatch(
      new RegExp(`^This training job has 1 error:\\n- ${name}\\.json cannot be read: .*JSON`),
    );
  },
);
