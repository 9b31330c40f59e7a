// Generated from marketplace.yaml: what this listing takes, answers and is limited to. The compiler holds your code to it.
import type { DeclaredTypes, Limits } from './declared.ts';

export const product = { name: 'fraud-radar', release: '2.3.1' } as const;

/** The version of generator-sagemaker-mkt that made these files. */
export const generator: string = '0.1.0';

/** The folder in the image that holds the model; null when SageMaker unpacks it into /opt/ml/model. */
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

/** One body for each input type. */
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

export const limits: Limits = { maxPayloadMB: 6, timeoutSeconds: 30, maxQueue: 256, workers: 2, batching: { maxSize: 64, maxDelayMs: 5 } };
