// Generated from marketplace.yaml: the content types, samples and limits of this listing. The compiler checks your
// code against them.
import type { DeclaredTypes, Limits, RecordFields } from './inference.ts';

export const product = { name: 'defect-finder', release: '0.1.0' } as const;

/** The version of generator-sagemaker-mkt that made these files. */
export const generator: string = '0.1.0';

/** The folder of the model in the image; null if SageMaker unpacks the model into /opt/ml/model. */
export const bundledModel: string | null = null;

export type InputType =
  | 'text/csv'
  | 'application/x-npy';

export const inputTypes: DeclaredTypes<InputType> = [
  { type: 'text/csv', codec: 'csv' },
  { type: 'application/x-npy', codec: 'npy' },
];

/** A sample body for each input type. */
export const samples: Readonly<Record<InputType, string>> = { 'text/csv': 'samples/text-csv.csv', 'application/x-npy': 'samples/application-x-npy.npy' };

export type OutputType =
  | 'application/json';

export const outputTypes: DeclaredTypes<OutputType> = [
  { type: 'application/json', codec: 'json' },
];

/** One record of a request. */
export type { PlainRecord as InputRecord } from './inference.ts';

/** One prediction. */
export type OutputRecord = unknown;

/** The fields of a record, which the server checks; null where marketplace.yaml declares none. */
export const inputFields: RecordFields | null = null;

export const limits: Limits = { maxPayloadMB: 25, timeoutSeconds: 60, maxQueue: 512, workers: 1, metrics: true, batching: null };
