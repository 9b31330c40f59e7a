import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import type { Cluster } from '../training.ts';
import type { Job } from './job.ts';
import type { JsonObject } from './job-config.ts';
import { asPython, byCodePoints, isTrue, type PythonValue } from './python-json.ts';
import { clusterMembers, type FrameworkParameters } from './toolkit-cluster.ts';
import { toolkitArgument, toolkitValue, toolkitVariable } from './toolkit-values.ts';

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
  const { texts, channels, hyperparameters: given, resourceConfig } = facts.job.written;
  const folders = Object.fromEntries(channels.map(({ name, dir }) => [name, dir]));
  const hyperparameters = new Map(Object.entries(texts).map(([name, text]) => [name, toolkitValue(text)]));
  const framework = frameworkParameters(given);
  const { job_name, distribution_hosts, master_hostname, ...shared } = sharedMembers(facts, framework);
  const { topology: written = [] } = resourceConfig ?? {};
  const topology = asPython(written);
  const variables: Members = {
    ...shared,
    channels: Object.keys(folders).sort(byCodePoints),
    ...Object.fromEntries(Object.entries(folders).map(([name, dir]) => [`channel_${name}`, dir])),
    hps: hyperparameters,
    user_args: userArguments(texts),
    framework_params: framework,
    output_failure: join(facts.baseDir, 'output/failure'),
    master: master_hostname,
    ...(isTrue(topology) && { topology }),
    training_env: {
      ...shared,
      ...distributedLibraries(facts.environment),
      job_name,
      distribution_hosts,
      master_hostname,
      topology,
      channel_input_dirs: folders,
      hyperparameters,
      additional_framework_parameters: framework,
    },
  };
  return {
    ...platformVariables(facts),
    ...Object.fromEntries([
      ...Object.entries(variables).map(([name, value]) => [variableName(name), variableText(value)]),
      ...hyperparameterVariables(hyperparameters),
    ]),
  };
}

/** Those that the toolkit sets for itself, and that its scripts see too. */
function platformVariables({ job, environment }: ToolkitFacts): Readonly<Record<string, string>> {
  const { hyperparameters } = job.written;
  const text = (name: string) => variableText(parameterValue(hyperparameters[name]) ?? null);
  return {
    CURRENT_HOST: job.cluster.currentHost,
    SAGEMAKER_JOB_NAME: text('sagemaker_job_name'),
    SAGEMAKER_REGION: text('sagemaker_region') || (environment['AWS_DEFAULT_REGION'] ?? ''),
  };
}

function variableName(name: string): string {
  return `SM_${name.toUpperCase()}`;
}

function variableText(value: unknown): string {
  return toolkitVariable(asPython(value));
}

/** With the toolkit's names, and also with `_` instead of `-`, as in the newer SDK: shells can read only those. */
function hyperparameterVariables(values: ReadonlyMap<string, PythonValue>): readonly [string, string][] {
  const variables = [...values].map(([name, value]) => ({ name, value: toolkitVariable(value) }));
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
    .sort(byCodePoints)
    .flatMap((name) => [[...name].length > 1 ? `--${name}` : `-${name}`, toolkitArgument(texts[name] ?? '')]);
}

/** Values that are separate variables and also members of `SM_TRAINING_ENV`. */
function sharedMembers({ baseDir, job, program, environment }: ToolkitFacts, framework: FrameworkParameters) {
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
    num_neurons: neuronCores(cluster.instanceType),
    log_level: parameterValue(written.hyperparameters['sagemaker_container_log_level']) ?? 20,
    job_name: environment['TRAINING_JOB_NAME'] ?? null,
    framework_module: environment['SAGEMAKER_TRAINING_MODULE'] ?? null,
    module_dir: dirname(program),
    module_name: basename(program).replace(/\.(py|ts)$/, ''),
    user_entry_point: basename(program),
  };
}

/** The parameters that the SDK adds for a framework. The others that it adds are about the job. */
function frameworkParameters(given: JsonObject): FrameworkParameters {
  const entries = Object.entries(given).filter(
    ([name]) => name.startsWith('sagemaker_') && !aboutTheJob.test(name),
  );
  return new Map(entries.map(([name, value]) => [name, parameterValue(value) ?? null]));
}

const aboutTheJob =
  /^sagemaker_(program|submit_directory|enable_cloudwatch_metrics|region|container_log_level|job_name|s3_output)$/;

function parameterValue(written: unknown): PythonValue | undefined {
  if (written === undefined) return undefined;
  return typeof written === 'string' ? toolkitValue(written) : asPython(written);
}

/** What the toolkit says about AWS's own libraries for models that are trained in parts. */
function distributedLibraries(environment: NodeJS.ProcessEnv): Members {
  const parameters = environment['SM_HP_MP_PARAMETERS'];
  return {
    is_modelparallel_enabled: parameters ? parameters !== '{}' : (parameters ?? null),
    is_smddprun_installed: isInstalled('smddprun', environment),
    is_smddpmprun_installed: isInstalled('smddpmprun', environment),
  };
}

function isInstalled(program: string, { PATH = '' }: NodeJS.ProcessEnv): boolean {
  return PATH.split(delimiter).some((folder) => existsSync(join(folder, program)));
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

/**
 * Only AWS's tool can count the cores of Neuron devices. If it is not installed, no cores can be used. It counts
 * physical ones, of which a trn2.48xlarge joins two to one.
 */
function neuronCores(instanceType = ''): number {
  if (instanceType.includes('trn2.48xlarge')) return 64;
  const { stdout } = spawnSync('neuron-ls', ['-j'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const devices = toolkitValue(stdout ?? '');
  if (!Array.isArray(devices)) return 0;
  return devices.reduce((cores: number, device) => cores + coresOf(device), 0);
}

function coresOf(device: PythonValue): number {
  return device instanceof Map ? Number(device.get('nc_count') ?? 0) : 0;
}
