// What our own files know of the runtime, in one place.
import type { Channel, Cluster, Training, TrainingJob } from '../runtime/training.ts';

export type { ChannelName, Channels, Hyperparameters, MetricName } from '../runtime/contract.ts';
export type { Batch, CellType, ModelInput, ModelOutput } from '../runtime/record-batches.ts';
export type { Predicted } from '../runtime/scores.ts';
export type {
  ChannelRule,
  HyperparameterRule,
  InputMode,
  InstanceGroup,
  MetricRule,
} from '../runtime/training.ts';
export type SellersTraining = Training;

/** All that a job, a channel and a cluster say; what is taken from them here must go on to be there. */
export type JobFacts = Pick<
  TrainingJob,
  | 'channels'
  | 'checkpointDir'
  | 'cluster'
  | 'hyperparameters'
  | 'modelDir'
  | 'outputDir'
  | 'report'
  | 'signal'
>;
export type ChannelFacts = Pick<
  Channel,
  'contentType' | 'dir' | 'files' | 'inputMode' | 'lines' | 'name' | 'read' | 'recordWrapper'
>;
export type ClusterFacts = Pick<
  Cluster,
  'currentHost' | 'group' | 'groups' | 'hosts' | 'instanceType' | 'networkInterface' | 'rank'
>;
