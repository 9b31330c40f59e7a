// Generated from marketplace.yaml: the content types, samples and limits of this listing. The compiler checks your
// code against them.
import type { DeclaredTypes, Limits, RecordFields } from './inference.ts';
import type { Channel, ChannelRule, HyperparameterRule, MetricRule } from './inference.ts';

export const product = { name: 'lamp-life', release: '0.1.0' } as const;

/** The version of generator-sagemaker-mkt that made these files. */
export const generator: string = '0.1.0';

/** The folder of the model in the image; null if SageMaker unpacks the model into /opt/ml/model. */
export const bundledModel: string | null = null;

export type InputType =
  | 'text/csv'
  | 'application/json';

export const inputTypes: DeclaredTypes<InputType> = [
  { type: 'text/csv', codec: 'csv' },
  { type: 'application/json', codec: 'json' },
];

/** A sample body for each input type. */
export const samples: Readonly<Record<InputType, string>> = { 'text/csv': 'samples/text-csv.csv', 'application/json': 'samples/application-json.json' };

export type OutputType =
  | 'application/json'
  | 'text/csv';

export const outputTypes: DeclaredTypes<OutputType> = [
  { type: 'application/json', codec: 'json' },
  { type: 'text/csv', codec: 'csv' },
];

/** One record of a request. */
export type { PlainRecord as InputRecord } from './inference.ts';

/** One prediction. */
export type OutputRecord = unknown;

/** The fields of a record, which the server checks; null where marketplace.yaml declares none. */
export const inputFields: RecordFields | null = null;

export const limits: Limits = { maxPayloadMB: 25, timeoutSeconds: 60, maxQueue: 512, workers: 'auto', metrics: true, batching: null };

export interface Hyperparameters {
  readonly trees: number;
  readonly 'max-depth': number;
}

export const hyperparameters: readonly HyperparameterRule[] = [
  { name: 'trees', kind: 'integer', min: 1, max: 100000, default: 60, required: false },
  { name: 'max-depth', kind: 'integer', min: 1, max: 30, default: 5, required: false },
];

export type Channels = {
  readonly train: Channel;
};

export type ChannelName = keyof Channels;

export const channels: readonly ChannelRule<ChannelName>[] = [
  { name: 'train', required: true, inputModes: ['File'], contentTypes: ['text/csv'] },
];

export type MetricName = 'validation:accuracy';

export const metrics: readonly MetricRule<MetricName>[] = [
  { name: 'validation:accuracy', regex: 'validation:accuracy=([0-9.]+)', print: { before: 'validation:accuracy=', after: '' } },
];

export const distributed: boolean = false;
