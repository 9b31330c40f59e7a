// Generated from marketplace.yaml: the content types, samples and limits of this listing. The compiler checks your
// code against them.
import type { DeclaredTypes, Limits, RecordFields } from './inference.ts';
import type { Channel, ChannelRule, HyperparameterRule, MetricRule } from './inference.ts';

export const product = { name: 'machine-failures', release: '0.1.0' } as const;

/** The version of generator-sagemaker-mkt that made these files. */
export const generator: string = '0.1.0';

/** The folder of the model in the image; null if SageMaker unpacks the model into /opt/ml/model. */
export const bundledModel: string | null = null;

export type InputType =
  | 'text/csv'
  | 'application/json'
  | 'application/x-npy';

export const inputTypes: DeclaredTypes<InputType> = [
  { type: 'text/csv', codec: 'csv' },
  { type: 'application/json', codec: 'json' },
  { type: 'application/x-npy', codec: 'npy' },
];

/** A sample body for each input type. */
export const samples: Readonly<Record<InputType, string>> = { 'text/csv': 'samples/text-csv.csv', 'application/json': 'samples/application-json.json', 'application/x-npy': 'samples/application-x-npy.npy' };

export type OutputType =
  | 'application/json'
  | 'text/csv'
  | 'application/x-npy';

export const outputTypes: DeclaredTypes<OutputType> = [
  { type: 'application/json', codec: 'json' },
  { type: 'text/csv', codec: 'csv' },
  { type: 'application/x-npy', codec: 'npy' },
];

/** One record of a request. */
export type { PlainRecord as InputRecord } from './inference.ts';

/** One prediction. */
export type OutputRecord = unknown;

/** The fields of a record, which the server checks; null where marketplace.yaml declares none. */
export const inputFields: RecordFields | null = null;

export const limits: Limits = { maxPayloadMB: 25, timeoutSeconds: 60, maxQueue: 512, workers: 'auto', metrics: true, batching: { maxSize: 10000, maxDelayMs: 0 } };

export interface Hyperparameters {
  readonly n_estimators: number;
  readonly learning_rate: number;
  readonly max_depth: number;
}

export const hyperparameters: readonly HyperparameterRule[] = [
  { name: 'n_estimators', kind: 'integer', min: 1, max: 1000, default: 60, required: false },
  { name: 'learning_rate', kind: 'continuous', min: 0.001, max: 1, default: 0.1, required: false },
  { name: 'max_depth', kind: 'integer', min: 1, max: 12, default: 3, required: false },
];

export type Channels = {
  readonly train: Channel;
  readonly validation?: Channel;
};

export type ChannelName = keyof Channels;

export const channels: readonly ChannelRule<ChannelName>[] = [
  { name: 'train', required: true, inputModes: ['File', 'FastFile', 'Pipe'], contentTypes: ['text/csv'] },
  { name: 'validation', required: false, inputModes: ['File'], contentTypes: ['text/csv'] },
];

export type MetricName = 'train:accuracy' | 'validation:auc';

export const metrics: readonly MetricRule<MetricName>[] = [
  { name: 'train:accuracy', regex: 'train:accuracy=([0-9.]+)', print: { before: 'train:accuracy=', after: '' } },
  { name: 'validation:auc', regex: 'validation:auc=([0-9.]+)', print: { before: 'validation:auc=', after: '' } },
];

export const distributed: boolean = false;
