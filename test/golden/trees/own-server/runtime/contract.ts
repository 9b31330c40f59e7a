// Generated from marketplace.yaml: the content types, samples and limits of this listing. The compiler checks your
// code against them.
import type { DeclaredTypes, Limits, Program, RecordFields } from './inference.ts';

export const product = { name: 'rent-server', release: '0.1.0' } as const;

/** The version of generator-sagemaker-mkt that made these files. */
export const generator: string = '0.1.0';

/** The folder of the model in the image; null if SageMaker unpacks the model into /opt/ml/model. */
export const bundledModel: string | null = 'model';

export type InputType =
  | 'application/json';

export const inputTypes: DeclaredTypes<InputType> = [
  { type: 'application/json', codec: 'json' },
];

/** A sample body for each input type. */
export const samples: Readonly<Record<InputType, string>> = { 'application/json': 'samples/application-json.json' };

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

export const limits: Limits = { maxPayloadMB: 25, timeoutSeconds: 60, maxQueue: 512, workers: 'auto', metrics: true, batching: null };

/** Your program, and how to call it. */
export const program: Program = { command: ['node', 'server.mjs', '--port', '{port}', '--model', '{model}/rents.json'], port: 8000, ready: '/health', startupSeconds: 450, invocations: { method: 'POST', path: '/rent' }, routes: { reasons: { method: 'POST', path: '/rent/reasons' } }, environment: { CURRENCY: 'EUR' } };
