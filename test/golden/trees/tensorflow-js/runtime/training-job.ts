import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Channels, Hyperparameters } from './contract.ts';
import type { Channel, ChannelRule, Cluster, HyperparameterRule } from './training.ts';

export interface JobRules {
  readonly hyperparameters: readonly HyperparameterRule[];
  readonly channels: readonly ChannelRule[];
}

type JsonObject = Readonly<Record<string, unknown>>;

/** One training job as SageMaker describes it, checked against the contract. */
export interface Job {
  readonly hyperparameters: Hyperparameters;
  readonly channels: Channels;
  readonly cluster: Cluster;
  readonly logLevel: string;
  readonly inputDataConfig: JsonObject;
  readonly resourceConfig: JsonObject;
}

/** What SageMaker wrote about the job, checked as a whole: the buyer sees every fault after one run. */
export function readJob(baseDir: string, rules: JobRules): Job {
  const faults: string[] = [];
  const given = readConfig(baseDir, 'hyperparameters.json', faults) ?? {};
  const resourceConfig = readConfig(baseDir, 'resourceconfig.json', faults) ?? {};
  const inputDataConfig = readConfig(baseDir, 'inputdataconfig.json', faults);
  const hyperparameters = checkHyperparameters(given, rules.hyperparameters, faults);
  const channels = checkChannels(baseDir, inputDataConfig, rules.channels, faults);
  if (!isFaultless<Hyperparameters>(hyperparameters, faults) || !isFaultless<Channels>(channels, faults))
    throw new Error(
      [`This training job has ${faults.length} fault${faults.length > 1 ? 's' : ''}:`, ...faults].join(
        '\n- ',
      ),
    );
  const logLevel = plainText(given.sagemaker_container_log_level ?? '20');
  const cluster = readCluster(resourceConfig);
  return {
    hyperparameters,
    channels,
    cluster,
    logLevel,
    inputDataConfig: inputDataConfig ?? {},
    resourceConfig,
  };
}

/** The checks against the contract's rules found nothing, so the value has the type that the contract gives it. */
function isFaultless<Checked extends object>(_value: object, faults: readonly string[]): _value is Checked {
  return faults.length === 0;
}

/** Real jobs write the names in lower case; AWS's older pages, and containers made after them, say `resourceConfig.json`. */
function readConfig(baseDir: string, name: string, faults: string[]): JsonObject | undefined {
  const folder = join(baseDir, 'input/config');
  const file = namesIn(folder)
    .filter((one) => one.toLowerCase() === name)
    .at(-1);
  if (!file) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    if (isObject(value)) return value;
    faults.push(`${file} holds no JSON object`);
  } catch (fault) {
    faults.push(`${file} cannot be read: ${fault instanceof Error ? fault.message : fault}`);
  }
  return undefined;
}

/** Sorted; nothing for a folder that is not there. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function checkHyperparameters(
  given: JsonObject,
  rules: readonly HyperparameterRule[],
  faults: string[],
): object {
  const known = rules.map((rule) => rule.name);
  for (const name of Object.keys(given))
    if (!known.includes(name) && !/^(_tuning_objective_metric$|sagemaker_)/.test(name))
      faults.push(`hyperparameter \`${name}\` is not known; known are: ${known.join(', ') || 'none'}`);
  const entries = rules.flatMap((rule) => {
    const text = Object.hasOwn(given, rule.name) ? plainText(given[rule.name]) : rule.default?.toString();
    if (text !== undefined) return [[rule.name, checkValue(rule, text, faults)]];
    if (rule.required) faults.push(`hyperparameter \`${rule.name}\` is required and was not given`);
    return [];
  });
  return Object.fromEntries(entries);
}

/** Every value comes as a text, and the Python SDK may have written it as JSON once more: `"\"log\""`. */
function plainText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (!/^".*"$/s.test(value)) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}

function checkValue(rule: HyperparameterRule, text: string, faults: string[]): string | number {
  const { kind, values = [], min = -Infinity, max = Infinity } = rule;
  const found = `hyperparameter \`${rule.name}\` is ${JSON.stringify(text)}`;
  if (kind === 'free-text') return text;
  if (kind === 'categorical') {
    if (!values.includes(text)) faults.push(`${found}; it can be: ${values.join(', ')}`);
    return text;
  }
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
  const isInKind = kind === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number);
  if (!isInKind) faults.push(`${found}, which is not ${kind === 'integer' ? 'a whole number' : 'a number'}`);
  else if (number < min) faults.push(`${found}; the least is ${min}`);
  else if (number > max) faults.push(`${found}; the most is ${max}`);
  return number;
}

/** Without a configuration the folders tell what there is, as in a run by hand. */
function checkChannels(
  baseDir: string,
  config: JsonObject | undefined,
  rules: readonly ChannelRule[],
  faults: string[],
): object {
  const dataDir = join(baseDir, 'input/data');
  const folders = namesIn(dataDir);
  const declared = rules.map((rule) => rule.name);
  const present = config ? Object.keys(config) : declared.filter((name) => folders.includes(name));
  for (const { name, required } of rules)
    if (required && !present.includes(name))
      faults.push(`channel \`${name}\` is required; the job's channels are: ${present.join(', ') || 'none'}`);
  const inOrder = [...new Set([...declared, ...present])].filter((name) => present.includes(name));
  const entries = inOrder.map((name): [string, Channel] => {
    const { TrainingInputMode: mode, ContentType: type } = asObject(config?.[name]);
    const inputMode = mode === 'Pipe' || mode === 'FastFile' ? mode : 'File';
    if (inputMode !== 'Pipe' && !folders.includes(name))
      faults.push(`channel \`${name}\` has no folder of data`);
    const contentType = typeof type === 'string' ? type : undefined;
    return [name, { name, dir: join(dataDir, name), contentType, inputMode }];
  });
  return Object.fromEntries(entries);
}

function readCluster({ hosts, current_host, network_interface_name }: JsonObject): Cluster {
  const names = Array.isArray(hosts) ? hosts.map(String).sort() : [];
  const currentHost = typeof current_host === 'string' ? current_host : (names[0] ?? 'algo-1');
  const all = names.length > 0 ? names : [currentHost];
  const networkInterface = typeof network_interface_name === 'string' ? network_interface_name : 'eth0';
  return { currentHost, hosts: all, rank: Math.max(0, all.indexOf(currentHost)), networkInterface };
}

/** The variables of the SageMaker training toolkit, under its names and in its spelling. */
export function toolkitVariables(baseDir: string, job: Job, jobName = ''): Record<string, string> {
  const { hyperparameters, channels, cluster } = job;
  const hps: [string, unknown][] = Object.entries(hyperparameters).sort();
  const facts = {
    current_host: cluster.currentHost,
    hosts: cluster.hosts,
    network_interface_name: cluster.networkInterface,
    num_cpus: availableParallelism(),
    num_gpus: namesIn('/dev').filter((name) => /^nvidia\d+$/.test(name)).length,
    log_level: Number(job.logLevel) || 20,
    input_dir: join(baseDir, 'input'),
    input_config_dir: join(baseDir, 'input/config'),
    model_dir: join(baseDir, 'model'),
    output_dir: join(baseDir, 'output'),
    output_data_dir: join(baseDir, 'output/data'),
    input_data_config: job.inputDataConfig,
    resource_config: job.resourceConfig,
  };
  const dirs = Object.fromEntries(Object.values(channels).map(({ name, dir }) => [name, dir]));
  const variables = {
    ...facts,
    channels: Object.keys(dirs).sort(),
    hps: hyperparameters,
    user_args: hps.flatMap(([name, value]) => [`--${name}`, String(value)]),
    training_env: { ...facts, channel_input_dirs: dirs, hyperparameters, job_name: jobName },
    ...Object.fromEntries(Object.entries(dirs).map(([name, dir]) => [`channel_${name}`, dir])),
    ...Object.fromEntries(hps.map(([name, value]) => [`hp_${name}`, value])),
  };
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      `SM_${name.toUpperCase()}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
