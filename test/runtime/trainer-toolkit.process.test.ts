import { chmodSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as contract from '../../listing/runtime/contract.ts';
import { asPython } from '../../listing/runtime/training/python-json.ts';
import {
  toolkitArgument,
  toolkitValue,
  toolkitVariable,
} from '../../listing/runtime/training/toolkit-values.ts';
import type { HyperparameterRule } from '../../listing/runtime/training.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { documentedVariables } from './documented-variables.ts';
import { start } from './listing-in-test.ts';
import { channels, hyperparameters, listingThatTrains, resources, run } from './train-in-test.ts';

/**
 * The variables of a job for a product whose hyperparameters with these names take any text, on any number of
 * instances.
 */
async function variablesOf(files: Record<string, string>, names: readonly string[] = []) {
  const rules = names.map((name): HyperparameterRule => ({ name, kind: 'free-text', required: false }));
  const { environment, failure, folder } = await run({ ...hyperparameters({}), ...files }, undefined, {
    contract: { ...contract, distributed: true, hyperparameters: rules },
  });
  expect(failure).toBeUndefined();
  return { environment, base: join(folder, 'ml') };
}

const group = (name: string, ...hosts: string[]) => ({
  instance_group_name: name,
  instance_type: 'ml.g5.2xlarge',
  hosts,
});

describe('the variables that a script for the SageMaker training toolkit reads', () => {
  test('are the documented ones, all of them and no others', async () => {
    const { environment } = await variablesOf(hyperparameters({ depth: '3' }), ['depth']);
    const names = Object.keys(environment).filter((name) => name.startsWith('SM_'));
    const found = names.map((name) => name.replace(/^SM_(CHANNEL|HP)_.*/, 'SM_$1_X'));
    const ours = documentedVariables.filter(({ missing }) => missing === undefined);
    expect(found.sort()).toEqual(ours.map(({ name }) => name).sort());
  });

  test('say where everything is', async () => {
    const { environment, base } = await variablesOf(
      channels({ train: { TrainingInputMode: 'File', RecordWrapperType: 'None' } }),
    );
    expect(environment).toMatchObject({
      SM_MODEL_DIR: `${base}/model`,
      SM_INPUT_DIR: `${base}/input`,
      SM_INPUT_CONFIG_DIR: `${base}/input/config`,
      SM_INPUT_DATA_DIR: `${base}/input/data`,
      SM_OUTPUT_DIR: `${base}/output`,
      SM_OUTPUT_DATA_DIR: `${base}/output/data`,
      SM_OUTPUT_INTERMEDIATE_DIR: `${base}/output/intermediate`,
      SM_OUTPUT_FAILURE: `${base}/output/failure`,
      SM_CHANNELS: '["train"]',
      SM_CHANNEL_TRAIN: `${base}/input/data/train`,
      SM_INPUT_DATA_CONFIG: '{"train":{"RecordWrapperType":"None","TrainingInputMode":"File"}}',
      SM_MODULE_DIR: expect.stringMatching(/\/src$/),
      SM_MODULE_NAME: 'training',
      SM_USER_ENTRY_POINT: 'training.ts',
      SM_NUM_CPUS: String(availableParallelism()),
      SM_NUM_GPUS: expect.stringMatching(/^\d+$/),
      SM_NUM_NEURONS: '0',
      SM_LOG_LEVEL: '20',
      SM_FRAMEWORK_MODULE: '',
      SM_FRAMEWORK_PARAMS: '{}',
    });
  });

  test('say the hyperparameters, and apart from them what the SDK adds', async () => {
    const given = { 'batch-size': '256', rate: '0.00001', name: 'zür', bf16: 'true', k: '[1, "a"]' };
    const added = {
      sagemaker_container_log_level: '10',
      sagemaker_program: '"train.py"',
      sagemaker_estimator_class_name: '"Estimator"',
      _tuning_objective_metric: 'validation:auc',
    };
    const { environment } = await variablesOf(hyperparameters({ ...given, ...added }), [
      ...Object.keys(given),
      'absent',
    ]);
    expect(environment).toMatchObject({
      SM_HPS: '{"batch-size":256,"bf16":true,"k":[1,"a"],"name":"z\\u00fcr","rate":1e-05}',
      'SM_HP_BATCH-SIZE': '256',
      SM_HP_BATCH_SIZE: '256',
      SM_HP_RATE: '1e-05',
      SM_HP_NAME: 'zür',
      SM_HP_BF16: 'true',
      SM_HP_K: '[1,"a"]',
      SM_USER_ARGS:
        '["--batch-size","256","--bf16","True","-k","[1, \'a\']","--name","z\\u00fcr","--rate","1e-05"]',
      SM_LOG_LEVEL: '10',
      SM_FRAMEWORK_PARAMS: '{"sagemaker_estimator_class_name":"Estimator"}',
    });
    expect(Object.keys(environment).filter((name) => name.startsWith('SM_HP_'))).toHaveLength(6);
  });

  test('give defaults of the manifest like values of the buyer', async () => {
    const { environment } = await run(hyperparameters({ depth: '3.0', loss: '"hinge"' }));
    expect(environment).toMatchObject({
      SM_HPS: '{"depth":3,"learning_rate":0.1,"loss":"hinge","rounds":50}',
      SM_USER_ARGS: '["--depth","3","--learning_rate","0.1","--loss","hinge","--rounds","50"]',
    });
  });

  test('tell a cluster of several groups', async () => {
    const { environment } = await variablesOf({
      ...hyperparameters({ sagemaker_distribution_instance_groups: '["fast"]' }),
      ...resources({
        current_host: 'algo-2',
        current_instance_type: 'ml.g5.2xlarge',
        current_group_name: 'fast',
        hosts: ['algo-3', 'algo-1', 'algo-2'],
        instance_groups: [group('slow', 'algo-1'), group('fast', 'algo-2', 'algo-3')],
        network_interface_name: 'eth1',
      }),
    });
    expect(environment).toMatchObject({
      SM_CURRENT_HOST: 'algo-2',
      SM_CURRENT_HOST_RANK: '1',
      SM_HOSTS: '["algo-1","algo-2","algo-3"]',
      SM_HOST_COUNT: '3',
      SM_NETWORK_INTERFACE_NAME: 'eth1',
      SM_CURRENT_INSTANCE_TYPE: 'ml.g5.2xlarge',
      SM_CURRENT_INSTANCE_GROUP: 'fast',
      SM_CURRENT_INSTANCE_GROUP_HOSTS: '["algo-2","algo-3"]',
      SM_INSTANCE_GROUPS: '["slow","fast"]',
      SM_DISTRIBUTION_INSTANCE_GROUPS: '["fast"]',
      SM_IS_HETERO: 'true',
      SM_IS_MASTER: 'true',
      SM_MASTER: 'algo-2',
      SM_MASTER_ADDR: 'algo-2',
      SM_MASTER_PORT: '7777',
    });
    expect(JSON.parse(environment['SM_INSTANCE_GROUPS_DICT'] ?? '')).toEqual({
      slow: group('slow', 'algo-1'),
      fast: group('fast', 'algo-2', 'algo-3'),
    });
  });

  test('have the toolkit’s defaults where SageMaker says nothing', async () => {
    const { environment } = await variablesOf({});
    expect(environment).toMatchObject({
      SM_RESOURCE_CONFIG: '{"current_host":"algo-1","hosts":["algo-1"],"network_interface_name":"eth0"}',
      SM_CURRENT_INSTANCE_TYPE: 'local',
      SM_CURRENT_INSTANCE_GROUP: 'homogeneousCluster',
      SM_CURRENT_INSTANCE_GROUP_HOSTS: '[]',
      SM_INSTANCE_GROUPS: '[]',
      SM_INSTANCE_GROUPS_DICT: '{}',
      SM_DISTRIBUTION_INSTANCE_GROUPS: '[]',
      SM_IS_HETERO: 'false',
      SM_MASTER: 'algo-1',
    });
  });

  test('name this group when the SDK only switches a distribution on', async () => {
    const { environment } = await variablesOf(hyperparameters({ sagemaker_mpi_enabled: 'true' }));
    expect(environment['SM_DISTRIBUTION_INSTANCE_GROUPS']).toBe('["homogeneousCluster"]');
  });

  test('name this group for each value that Python takes for true, and for no other', async () => {
    const switches = {
      '1': 'yes',
      '"no"': 'yes',
      '[0]': 'yes',
      '0': 'no',
      '""': 'no',
      '{}': 'no',
      false: 'no',
    };
    const found = await Promise.all(
      Object.keys(switches).map(async (value) => {
        const { environment } = await variablesOf(
          hyperparameters({ sagemaker_torch_distributed_enabled: value }),
        );
        return [value, environment['SM_DISTRIBUTION_INSTANCE_GROUPS'] === '[]' ? 'no' : 'yes'];
      }),
    );
    expect(Object.fromEntries(found)).toEqual(switches);
  });

  test('say the topology of a cluster, where there is one', async () => {
    const topology = [{ hostName: 'algo-1', capacityUnitId: 'unit-1' }];
    const { environment } = await variablesOf(
      resources({ current_host: 'algo-1', hosts: ['algo-1'], topology }),
    );
    expect(environment['SM_TOPOLOGY']).toBe('[{"capacityUnitId":"unit-1","hostName":"algo-1"}]');
  });

  test('are beside those that the toolkit sets for itself', async () => {
    const added = { sagemaker_job_name: '"job-1"', sagemaker_region: '"us-east-2"' };
    const { environment } = await variablesOf(hyperparameters(added));
    expect(environment).toMatchObject({
      CURRENT_HOST: 'algo-1',
      SAGEMAKER_JOB_NAME: 'job-1',
      SAGEMAKER_REGION: 'us-east-2',
    });
  });

  test('are all in SM_TRAINING_ENV once more', async () => {
    const { environment, base } = await variablesOf(hyperparameters({ depth: '3', sagemaker_x: '1' }), [
      'depth',
    ]);
    const members: Record<string, unknown> = JSON.parse(environment['SM_TRAINING_ENV'] ?? '');
    expect(members).toMatchObject({
      additional_framework_parameters: { sagemaker_x: 1 },
      channel_input_dirs: { train: `${base}/input/data/train` },
      distribution_hosts: ['algo-1'],
      framework_module: null,
      is_modelparallel_enabled: null,
      is_smddprun_installed: false,
      is_smddpmprun_installed: false,
      topology: [],
      hyperparameters: { depth: 3 },
      is_master: true,
      job_name: null,
      master_hostname: 'algo-1',
    });
    const alone = [
      'SM_CHANNELS',
      'SM_HPS',
      'SM_USER_ARGS',
      'SM_FRAMEWORK_PARAMS',
      'SM_MASTER',
      'SM_OUTPUT_FAILURE',
    ];
    for (const [name, value] of Object.entries(environment)) {
      if (!/^SM_(?!CHANNEL_|HP_|TRAINING_ENV)/.test(name) || alone.includes(name)) continue;
      const member = members[name.slice(3).toLowerCase()];
      expect(toolkitVariable(asPython(member)), name).toBe(value);
    }
  });
});

test('the training process and its children have them, with what the platform and AWS’s tools say', async () => {
  const tools = temporaryFolder();
  writeFileSync(join(tools, 'neuron-ls'), '#!/bin/sh\necho \'[{"nc_count": 2}, {"nc_count": 2}]\'\n');
  chmodSync(join(tools, 'neuron-ls'), 0o755);
  const folder = listingThatTrains(
    `async () => console.log((await import('node:child_process')).execFileSync('sh', ['-c', 'echo "$SM_NUM_NEURONS $SM_FRAMEWORK_MODULE $SM_TRAINING_ENV"'], { encoding: 'utf8' }))`,
  );
  const { exitCode, printed } = start(folder, 'runtime/training/trainer.ts', {
    PATH: `${tools}:${process.env['PATH']}`,
    TRAINING_JOB_NAME: 'job-1',
    SAGEMAKER_TRAINING_MODULE: 'module:main',
  });
  expect(await exitCode, printed()).toBe(0);
  expect(printed()).toMatch(/^4 module:main \{.*"job_name":"job-1"/);
});

// The results of Python's json and str for these texts.
test.each([
  ['abc', 'abc', 'abc'],
  ['', '', ''],
  ['"abc"', 'abc', 'abc'],
  ['"5"', '5', '5'],
  ['5', '5', '5'],
  ['5.0', '5.0', '5.0'],
  ['0.10', '0.1', '0.1'],
  ['1e-4', '0.0001', '0.0001'],
  ['0.00001', '1e-05', '1e-05'],
  ['1E5', '100000.0', '100000.0'],
  ['1e16', '1e+16', '1e+16'],
  ['1.5e300', '1.5e+300', '1.5e+300'],
  ['12345678901234567890', '12345678901234567890', '12345678901234567890'],
  ['-0', '0', '0'],
  ['+5', '+5', '+5'],
  ['true', 'true', 'True'],
  ['True', 'True', 'True'],
  ['false', 'false', 'False'],
  ['null', '', ''],
  ['-0.0', '-0.0', '-0.0'],
  ['9007199254740993', '9007199254740993', '9007199254740993'],
  ['NaN', 'NaN', 'nan'],
  ['-Infinity', '-Infinity', '-inf'],
  ['1e999', 'Infinity', 'inf'],
  ['-NaN', '-NaN', '-NaN'],
  ['007', '007', '007'],
  ['[1, 2.5, "a"]', '[1,2.5,"a"]', "[1, 2.5, 'a']"],
  ['[1.0, -0.0, 1e-7, NaN]', '[1.0,-0.0,1e-07,NaN]', '[1.0, -0.0, 1e-07, nan]'],
  ['{"10": 1, "2": {"z": 1, "1": 2}}', '{"10":1,"2":{"1":2,"z":1}}', "10=1,2={'z': 1, '1': 2}"],
  ['{"\uffff": 1, "🚀": 2}', '{"\\uffff":1,"\\ud83d\\ude80":2}', '\uffff=1,🚀=2'],
  ['["\u00a0\u200b\u001b"]', '["\u00a0\u200b\u001b"]', '["\u00a0\u200b\u001b"]'],
  ['["\u00a0\u200b", "\\u001b"]', '["\\u00a0\\u200b","\\u001b"]', "['\\xa0\\u200b', '\\x1b']"],
  ['[1, 2', '[1, 2', '[1, 2'],
  ['[1] 2', '[1] 2', '[1] 2'],
  ['{1: 2}', '{1: 2}', '{1: 2}'],
  [
    '[true, null, "it\'s", "a\\nb\\\\"]',
    '[true,null,"it\'s","a\\nb\\\\"]',
    "[True, None, \"it's\", 'a\\nb\\\\']",
  ],
  ['{"b": 1, "a": "x"}', '{"a":"x","b":1}', 'a=x,b=1'],
  ['{"a": [{"k": "v"}]}', '{"a":[{"k":"v"}]}', "a=[{'k': 'v'}]"],
  ['["ü🚀"]', '["\\u00fc\\ud83d\\ude80"]', "['ü🚀']"],
])('the hyperparameter %j is %j as a variable and %j as an argument', (text, variable, argument) => {
  expect([toolkitVariable(toolkitValue(text)), toolkitArgument(text)]).toEqual([variable, argument]);
});
