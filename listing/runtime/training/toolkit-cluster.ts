import type { Cluster } from '../training.ts';
import { isTrue, type PythonValue } from './python-json.ts';

/** The hyperparameters that the SDK adds for a framework. */
export type FrameworkParameters = ReadonlyMap<string, PythonValue>;

/** Which hosts there are, which of them this is, and which of them the SDK's `distribution` is for. */
export function clusterMembers(cluster: Cluster, framework: FrameworkParameters) {
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
function distributedGroups(group: string, framework: FrameworkParameters): readonly string[] {
  const named = framework.get('sagemaker_distribution_instance_groups');
  if (Array.isArray(named)) return named.map(String);
  const isOn = [...framework].some(([name, value]) => distributionSwitch.test(name) && isTrue(value));
  return isOn ? [group] : [];
}

const distributionSwitch =
  /^sagemaker_(mpi|parameter_server|distributed_dataparallel|torch_distributed|pytorch_ddp|pytorch_xla_multi_worker|multi_worker_mirrored_strategy)_enabled$/;
