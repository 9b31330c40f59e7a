import type { Channels, Hyperparameters } from '../contract.ts';
import type { Cluster, InstanceGroup } from '../training.ts';
import { type ChannelFacts, type DataReading, openChannel } from './channel-data.ts';
import { checkChannels } from './channels.ts';
import { type CheckedHyperparameters, checkHyperparameters } from './hyperparameters.ts';
import { asObject, type JsonObject, readConfig } from './job-config.ts';
import type { ChannelRule, HyperparameterRule } from './rules.ts';

export interface JobRules {
  readonly hyperparameters: readonly HyperparameterRule[];
  readonly channels: readonly ChannelRule[];
  readonly distributed: boolean;
}

/** One training job as SageMaker describes it, checked against the contract. */
export interface Job {
  readonly hyperparameters: Hyperparameters;
  readonly channels: Channels;
  readonly cluster: Cluster;
  /** The original content of the files, for the toolkit's variables. */
  readonly written: WrittenJob;
}

export interface WrittenJob {
  /** Includes those that the tuner and the Python SDK have added. */
  readonly hyperparameters: JsonObject;
  readonly texts: CheckedHyperparameters['texts'];
  readonly channels: readonly ChannelFacts[];
  readonly inputDataConfig: JsonObject | undefined;
  readonly resourceConfig: JsonObject | undefined;
}

/** Reads and checks everything before it fails, so that the buyer sees all errors after one run. */
export function readJob(baseDir: string, rules: JobRules, reading: DataReading): Job {
  const faults: string[] = [];
  const given = readConfig(baseDir, 'hyperparameters.json', faults);
  const resources = readConfig(baseDir, 'resourceconfig.json', faults);
  const inputs = readConfig(baseDir, 'inputdataconfig.json', faults);
  const resourceConfig = resources.kind === 'read' ? resources.value : undefined;
  const inputDataConfig = inputs.kind === 'read' ? inputs.value : undefined;
  const all = given.kind === 'read' ? given.value : {};
  // If a file cannot be read, only that is reported, and not also the values that are missing because of it.
  const { values, texts } =
    given.kind === 'faulty'
      ? { values: {}, texts: {} }
      : checkHyperparameters(all, rules.hyperparameters, faults);
  const facts =
    inputs.kind === 'faulty' ? [] : checkChannels(baseDir, inputDataConfig, rules.channels, faults);
  const cluster = readCluster(resourceConfig ?? {}, rules, faults);
  const channels = Object.fromEntries(facts.map((channel) => [channel.name, openChannel(channel, reading)]));
  if (!hasNoErrors<Hyperparameters>(values, faults) || !hasNoErrors<Channels>(channels, faults))
    throw new Error(
      [`This training job has ${faults.length} error${faults.length > 1 ? 's' : ''}:`, ...faults].join(
        '\n- ',
      ),
    );
  const written = { hyperparameters: all, texts, channels: facts, inputDataConfig, resourceConfig };
  return { hyperparameters: values, channels, cluster, written };
}

/** If the checks found no errors, the value has the type that the contract declares. */
function hasNoErrors<Checked extends object>(_value: object, faults: readonly string[]): _value is Checked {
  return faults.length === 0;
}

/** Only the first three members always exist, and in a manual run not even those. */
function readCluster(written: JsonObject, { distributed }: JobRules, faults: string[]): Cluster {
  const named = textsOf(written['hosts']).sort();
  const currentHost = textOf(written['current_host']) ?? named[0] ?? 'algo-1';
  const hosts = named.length > 0 ? named : [currentHost];
  if (hosts.length > 1 && !distributed)
    faults.push(`the job has ${hosts.length} instances (${hosts.join(', ')}); this product can only use one`);
  if (!hosts.includes(currentHost))
    faults.push(
      `resourceconfig.json names this host ${currentHost}, but lists the hosts: ${hosts.join(', ')}`,
    );
  return {
    currentHost,
    hosts,
    rank: hosts.indexOf(currentHost),
    networkInterface: textOf(written['network_interface_name']) ?? 'eth0',
    instanceType: textOf(written['current_instance_type']),
    // The toolkit's documentation uses both names.
    group: textOf(written['current_group_name']) ?? textOf(written['current_instance_group']),
    groups: readGroups(written['instance_groups']),
  };
}

function readGroups(written: unknown): readonly InstanceGroup[] {
  if (!Array.isArray(written)) return [];
  return written.map(asObject).map(({ instance_group_name, instance_type, hosts }) => ({
    name: textOf(instance_group_name) ?? '',
    instanceType: textOf(instance_type) ?? '',
    hosts: textsOf(hosts),
  }));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
