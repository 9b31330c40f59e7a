import type { Channels, Hyperparameters, MetricName } from './contract.ts';

export type { Channel, ChannelRule, HyperparameterRule, InputMode, MetricRule } from './training/rules.ts';

export interface TrainingJob {
  /** Checked against the manifest. Its defaults are filled in. */
  readonly hyperparameters: Hyperparameters;
  readonly channels: Channels;
  /** The files here become the model when `train` ends. All hosts of a job share them, so file names must differ. */
  readonly modelDir: string;
  /** Synchronized with S3 while the job runs, so that a stopped job can continue. */
  readonly checkpointDir: string;
  /** Other files to keep: plots, reports. */
  readonly outputDir: string;
  readonly cluster: Cluster;
  /**
   * Prints a metric so that the manifest's regex matches it. SageMaker reads it from the log for graphs and tuning.
   */
  readonly report: (metric: MetricName, value: number) => void;
  /** Aborts when the job is stopped. Save the model and return within 110 seconds. */
  readonly signal: AbortSignal;
}

export interface Cluster {
  readonly currentHost: string;
  /** Sorted, so the order is the same on every host. */
  readonly hosts: readonly string[];
  /** The index of this host in `hosts`. */
  readonly rank: number;
  readonly networkInterface: string;
  /** Undefined in some kinds of jobs, for example local runs. */
  readonly instanceType: string | undefined;
  /** The instance group of this host, if the job has groups. */
  readonly group: string | undefined;
  /** Empty or one group if all instances of the job are of the same type, otherwise several. */
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

/**
 * The values with these names. Throws if the job has others, because code that does not read them would ignore them.
 */
export function onlyThese<Name extends string>(
  hyperparameters: object,
  names: readonly Name[],
): Readonly<Partial<Record<Name, unknown>>> {
  const known: readonly string[] = names;
  const others = Object.keys(hyperparameters).filter((name) => !known.includes(name));
  if (others.length > 0)
    throw new Error(
      `the training does not use: ${others.join(', ')}; read them in src/training.ts, or remove them from training.hyperparameters in marketplace.yaml`,
    );
  return { ...hyperparameters } as Partial<Record<Name, unknown>>;
}
