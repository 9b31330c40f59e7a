import type { Channels, Hyperparameters, MetricName } from './contract.ts';

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

export interface Channel {
  readonly name: string;
  /** The folder with the channel's files; with `Pipe`, the path that FIFO numbers are appended to. */
  readonly dir: string;
  /** As the buyer set it, if at all. */
  readonly contentType: string | undefined;
  readonly inputMode: 'File' | 'FastFile' | 'Pipe';
}

export interface Cluster {
  readonly currentHost: string;
  /** Sorted, the same on every host. */
  readonly hosts: readonly string[];
  /** The place of this host among them, from 0. */
  readonly rank: number;
  readonly networkInterface: string;
}

export interface Training {
  readonly train: (job: TrainingJob) => void | Promise<void>;
}

export interface HyperparameterRule {
  readonly name: string;
  readonly kind: 'integer' | 'continuous' | 'categorical' | 'free-text';
  readonly min?: number;
  readonly max?: number;
  readonly values?: readonly string[];
  readonly default?: string | number;
  readonly required: boolean;
}

export interface ChannelRule<Name extends string = string> {
  readonly name: Name;
  readonly required: boolean;
}

export interface MetricRule<Name extends string = string> {
  readonly name: Name;
  readonly regex: string;
  /** The text around the number that makes a line the regex matches. */
  readonly print: { readonly before: string; readonly after: string };
}

export function defineTraining(training: Training): Training {
  return training;
}
