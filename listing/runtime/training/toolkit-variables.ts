import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, parse } from 'node:path';
import type { Cluster } from '../training.ts';
import type { Job } from './job.ts';
import { asObject, type JsonObject } from './job-config.ts';
import { toolkitArgument, toolkitJson, toolkitValue, toolkitVariable } from './toolkit-values.ts';

export interface ToolkitFacts {
  readonly baseDir: string;
  readonly job: Job;
  /** The file that trains. The toolkit calls it the user's module. */
  readonly program: string;
  readonly environment: NodeJS.ProcessEnv;
}

type Members = Readonly<Record<string, unknown>>;

/** The variables of the SageMaker training toolkit, with the same names and formats. */
export function toolkitVariables(facts: ToolkitFacts): Readonly<Record<string, string>> {
  const { texts, channels } = facts.job.written;
  const folders = Object.fromEntries(channels.map(({ name, dir }) => [name, dir]));
  const hyperparameters = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, toolkitValue(text)]),
  );
  const framework = frameworkParameters(facts.job.written.hyperparameters);
  const { job_name, distribution_hosts, master_hostname, ...shared } = sharedMembers(facts, framework);
  const variables: Members = {
    ...shared,
    channels: Object.keys(folders).sort(),
    ...Object.fromEntries(Object.entries(folders).map(([name, dir]) => [`channel_${name}`, dir])),
    hps: hyperparameters,
    user_args: userArguments(texts),
    framework_params: framework,
    output_failure: join(facts.baseDir, 'output/failure'),
    master: master_hostname,
    training_env: {
      ...shared,
      job_name,
      distribution_hosts,
      master_hostname,
      channel_input_dirs: folders,
      hyperparameters,
      additional_framework_parameters: framework,
    },
  };
  return Object.fromEntries([
    ...Object.entries(variables).map(([name, value]) => [variableName(name), variableText(value)]),
    ...hyperparameterVariables(texts),
  ]);
}

function variableName(name: string): string {
  return `SM_${name.toUpperCase()}`;
}

function variableText(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : toolkitJson(value);
}

/** With the toolkit's names, and also with `_` instead of `-`, as in the newer SDK: shells can read only those. */
function hyperparameterVariables(texts: Readonly<Record<string, string>>): readonly [string, string][] {
  const variables = Object.entries(texts).map(([name, text]) => ({ name, value: toolkitVariable(text) }));
  return [
    ...variables.map(({ name, value }): [string, string] => [
      variableName(`hp_${name.replaceAll('-', '_')}`),
      value,
    ]),
    ...variables.map(({ name, value }): [string, string] => [variableName(`hp_${name}`), value]),
  ];
}

/** `--name value`, or `-n value` for a name of one letter. */
function userArguments(texts: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(texts)
    .sort()
    .flatMap((name) => [name.length > 1 ? `--${name}` : `-${name}`, toolkitArgument(texts[name] ?? '')]);
}

/** Values that are separate variables and also members of `SM_TRAINING_ENV`. */
function sharedMembers({ baseDir, job, program, environment }: ToolkitFacts, framework: JsonObject) {
  const { written, cluster } = job;
  return {
    input_dir: join(baseDir, 'input'),
    input_config_dir: join(baseDir, 'input/config'),
    input_data_dir: join(baseDir, 'input/data'),
    model_dir: join(baseDir, 'model'),
    output_dir: join(baseDir, 'output'),
    output_data_dir: join(baseDir, 'output/data'),
    output_intermediate_dir: join(baseDir, 'output/intermediate'),
    input_data_config: written.inputDataConfig ?? inputDataConfig(job),
    resource_config: written.resourceConfig ?? resourceConfig(cluster),
    ...clusterMembers(cluster, framework),
    num_cpus: availableParallelism(),
    num_gpus: graphicsCards(),
    num_neurons: neuronCores(),
    log_level: Number(parameterValue(written.hyperparameters['sagemaker_container_log_level'])) || 20,
    job_name: environment['TRAINING_JOB_NAME'] ?? null,
    framework_module: environment['SAGEMAKER_TRAINING_MODULE'] ?? null,
    module_dir: parse(program).dir,
    module_name: parse(program).name,
    user_entry_point: parse(program).base,
  };
}

function clusterMembers(cluster: Cluster, framework: JsonObject) {
  const { currentHost, hosts, rank, groups } = cluster;
  const group = cluster.group ?? 'homogeneousCluster';
  const spread = distributedGroups(group, framework);
  const spreadHosts = groups.filter(({ name }) => spread.includes(name)).flatMap((one) => one.hosts);
  const distributionHosts = groups.length === 0 ? hosts : spreadHosts;
  const master = distributionHosts[0] ?? hosts[0] ?? currentHost;
  const asWritten = groups.map(({ name, instanceType, hosts }) => ({
    instance_group_name: name,
    instance_type: instanceType,
    hosts,
  }));
  return {
    current_host: currentHost,
    current_host_rank: rank,
    hosts,
    host_count: hosts.length,
    network_interface_name: cluster.networkInterface,
    current_instance_type: cluster.instanceType ?? 'local',
    current_instance_group: group,
    current_instance_group_hosts: groups.find(({ name }) => name === group)?.hosts ?? [],
    instance_groups: groups.map(({ name }) => name),
    instance_groups_dict: Object.fromEntries(asWritten.map((one) => [one.instance_group_name, one])),
    distribution_instance_groups: spread,
    distribution_hosts: distributionHosts,
    is_hetero: groups.length > 1,
    is_master: currentHost === master,
    master_hostname: master,
    master_addr: master,
    master_port: 7777,
  };
}

/**
 * The instance groups of the SDK's `distribution`: those that it names, or this host's group if it only enables a
 * feature.
 */
function distributedGroups(group: string, framework: JsonObject): readonly string[] {
  const named = framework['sagemaker_distribution_instance_groups'];
  if (Array.isArray(named)) return named.map(String);
  const isOn = Object.entries(framework).some(
    ([name, value]) => value === true && distributionSwitch.test(name),
  );
  return isOn ? [group] : [];
}

const distributionSwitch =
  /^sagemaker_(mpi|parameter_server|distributed_dataparallel|pytorch_ddp|pytorch_xla_multi_worker|multi_worker_mirrored_strategy)_enabled$/;

/** The parameters that the SDK adds for a framework. The others that it adds are about the job. */
function frameworkParameters(given: JsonObject): JsonObject {
  const entries = Object.entries(given).filter(
    ([name]) => name.startsWith('sagemaker_') && !aboutTheJob.test(name),
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, parameterValue(value)]));
}

const aboutTheJob =
  /^sagemaker_(program|submit_directory|enable_cloudwatch_metrics|region|container_log_level|job_name|s3_output)$/;

function parameterValue(written: unknown): unknown {
  return typeof written === 'string' ? toolkitValue(written) : written;
}

/** For a manual run, in SageMaker's format. */
function inputDataConfig({ written }: Job): JsonObject {
  return Object.fromEntries(
    written.channels.map(({ name, inputMode }) => [name, { TrainingInputMode: inputMode }]),
  );
}

function resourceConfig({ currentHost, hosts, networkInterface }: Cluster): JsonObject {
  return { current_host: currentHost, hosts, network_interface_name: networkInterface };
}

function graphicsCards(): number {
  return readdirSync('/dev').filter((name) => /^nvidia\d+$/.test(name)).length;
}

/** Only AWS's tool can count the cores of Neuron devices. If it is not installed, no cores can be used. */
function neuronCores(): number {
  const { stdout } = spawnSync('neuron-ls', ['-j'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const devices = toolkitValue(stdout ?? '');
  if (!Array.isArray(devices)) return 0;
  return devices.reduce((cores: number, device) => cores + (Number(asObject(device)['nc_count']) || 0), 0);
}
