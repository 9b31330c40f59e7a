import type { Channels, Hyperparameters, MetricName } from './contract.ts';

export type { Channel, ChannelRule, HyperparameterRule, InputMode, MetricRule } from './training/rules.ts';

export interface TrainingJob {
  /** Checked against the manifest, with its defaults filled in. */
  readonly hyperparameters: Hyperparameters;
  readonly channels: Channels;
  /** What is here when `train` ends becomes the model. Hosts of one job share it, so their file names must differ. */
  readonly modelDir: string;
  /** Copied to and from S3 while the job runs, so that a stopped job can go on. */
  readonly checkpointDir: string;
  /** Anything else to keep: plots, reports. */
  readonly outputDir: string;
  readonly cluster: Cluster;
  /** Prints a metric as the manifest's regex expects it; graphs and tuning read it from the log. */
  readonly report: (metric: MetricName, value: number) => void;
  /** Aborts when the job is stopped. Save and return: 110 seconds are left. */
  readonly signal: AbortSignal;
}

export interface Cluster {
  readonly currentHost: string;
  /** Sorted, the same on every host. */
  readonly hosts: readonly string[];
  /** The place of this host among them, from 0. */
  readonly rank: number;
  readonly networkInterface: string;
  /** Not known in every kind of job, local runs among them. */
  readonly instanceType: string | undefined;
  /** The name of this host's group, where a job has groups. */
  readonly group: string | undefined;
  /** Empty, one for a job whose instances are all alike, or several. */
  readonly groups: readonly InstanceGroup[];
}

export interface InstanceGroup {
  readonly name: string;
  readonly instanceType: string;
  readonly hosts: readonly string[];
}

export interface Training {
  readonly train: (job: TrainingJob) => void | Promise<void>;
}

export function defineTraining(training: Training): Training {
  return training;
}
