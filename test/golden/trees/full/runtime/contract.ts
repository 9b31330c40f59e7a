// Generated from marketplace.yaml: the content types, samples and limits of this listing. The compiler checks your
// code against them.
import type { DeclaredTypes, Limits, RecordFields } from './inference.ts';

export const product = { name: 'fraud-radar', release: '2.3.1' } as const;

/** The version of generator-sagemaker-mkt that made these files. */
export const generator: string = '0.1.0';

/** The folder of the model in the image; null if SageMaker unpacks the model into /opt/ml/model. */
export const bundledModel: string | null = 'model';

export type InputType =
  | 'text/csv'
  | 'application/json'
  | 'application/jsonlines';

export const inputTypes: DeclaredTypes<InputType> = [
  { type: 'text/csv', codec: 'csv' },
  { type: 'application/json', codec: 'json' },
  { type: 'application/jsonlines', codec: 'jsonlines' },
];

/** A sample body for each input type. */
export const samples: Readonly<Record<InputType, string>> = { 'text/csv': 'samples/text-csv.csv', 'application/json': 'samples/application-json.json', 'application/jsonlines': 'samples/application-jsonlines.jsonl' };

export type OutputType =
  | 'application/json'
  | 'application/jsonlines'
  | 'text/csv';

export const outputTypes: DeclaredTypes<OutputType> = [
  { type: 'application/json', codec: 'json' },
  { type: 'application/jsonlines', codec: 'jsonlines' },
  { type: 'text/csv', codec: 'csv' },
];

/** One record of a request. */
export type { PlainRecord as InputRecord } from './inference.ts';

/** One prediction. */
export type OutputRecord = unknown;

/** The fields of a record, which the server checks; null where marketplace.yaml declares none. */
export const inputFields: RecordFields | null = null;

export const limits: Limits = { maxPayloadMB: 6, timeoutSeconds: 30, maxQueue: 256, workers: 2, metrics: true, batching: { maxSize: 64, maxDelayMs: 5 } };
