/**
 * A SAMPLE for the compiler and tests of this repository. A listing gets its own `contract.ts`, rendered from its
 * manifest with the same exported names, so that the other runtime files are copied unchanged.
 *
 * The rules for rendering it, so that a template only prints literals:
 * - Every `export const` has a type annotation that never changes, and a JSON literal.
 * - `InputType`, `OutputType`, `MetricName` are unions of string literals, or `never` if there are none.
 * - The lists keep the manifest's order: the first type is the default for Content-Type or Accept.
 * - With `fields` in the manifest, `InputRecord` has a member for each field, and `null` where it may be missing;
 *   `OutputRecord` is such an object, a list of its values, or the value of the only field.
 * - Everything below "Program", and its type, exists only for `framework: server`; `runtime/program/` alone imports it.
 * - Everything below "Training", and the import from `./training/rules.ts`, exists only for algorithms. No serving
 *   file imports it.
 * - `Hyperparameters` has one member per hyperparameter: `number` for integer and continuous, a union of literals for
 *   categorical, `string` for free text. It is optional (`?`) if it is not required and has no default.
 * - `Channels` has one `Channel` per channel, optional (`?`) when the channel is. It is a type and not an
 *   interface, so that `Object.values(channels)` stays typed.
 * - `print` is the metric's regex without its first group and without escapes: the text before and after the number.
 */
import type { DeclaredTypes, Limits, Program, RecordFields } from './declared.ts';
import type { Channel, ChannelRule, HyperparameterRule, MetricRule } from './training/rules.ts';

export const product = { name: 'churn-scorer', release: '1.4.0' } as const;

/** The version of generator-sagemaker-mkt that made these files. */
export const generator: string = '0.1.0';

/** The folder of the model in the image; null if SageMaker unpacks the model into /opt/ml/model. */
export const bundledModel: string | null = 'model';

export type InputType =
  | 'text/csv'
  | 'application/json'
  | 'application/jsonlines'
  | 'application/x-npy'
  | 'text/plain'
  | 'image/png';

export const inputTypes: DeclaredTypes<InputType> = [
  { type: 'text/csv', codec: 'csv' },
  { type: 'application/json', codec: 'json' },
  { type: 'application/jsonlines', codec: 'jsonlines' },
  { type: 'application/x-npy', codec: 'npy' },
  { type: 'text/plain', codec: 'text' },
  { type: 'image/png', codec: 'bytes' },
];

/** A sample body for each input type. */
export const samples: Readonly<Record<InputType, string>> = {
  'text/csv': 'samples/text-csv.csv',
  'application/json': 'samples/application-json.json',
  'application/jsonlines': 'samples/application-jsonlines.jsonl',
  'application/x-npy': 'samples/application-x-npy.npy',
  'text/plain': 'samples/text-plain.txt',
  'image/png': 'samples/image-png.png',
};

export type OutputType =
  | 'application/json'
  | 'text/csv'
  | 'application/jsonlines'
  | 'application/x-npy'
  | 'text/plain'
  | 'application/octet-stream';

export const outputTypes: DeclaredTypes<OutputType> = [
  { type: 'application/json', codec: 'json' },
  { type: 'text/csv', codec: 'csv' },
  { type: 'application/jsonlines', codec: 'jsonlines' },
  { type: 'application/x-npy', codec: 'npy' },
  { type: 'text/plain', codec: 'text' },
  { type: 'application/octet-stream', codec: 'bytes' },
];

/** One record of a request. */
export type { PlainRecord as InputRecord } from './records.ts';

/** One prediction. */
export type OutputRecord = unknown;

/** The fields of a record; null where the manifest declares none. */
export const inputFields: RecordFields | null = null;

export const limits: Limits = {
  maxPayloadMB: 25,
  timeoutSeconds: 60,
  maxQueue: 512,
  workers: 'auto',
  metrics: true,
  batching: null,
};

// Program

export const program: Program = {
  command: ['python3', '-m', 'uvicorn', 'app:app', '--port', '{port}'],
  port: 8000,
  ready: '/health',
  invocations: { method: 'POST', path: '/predict' },
  routes: { embed: { method: 'POST', path: '/embed' } },
  environment: { LOG_LEVEL: 'info' },
  startupSeconds: 450,
};

// Training

export interface Hyperparameters {
  readonly learning_rate: number;
  readonly rounds: number;
  readonly loss: 'log' | 'hinge';
  readonly depth: number;
  readonly note?: string;
}

export const hyperparameters: readonly HyperparameterRule[] = [
  { name: 'learning_rate', kind: 'continuous', min: 0.0001, max: 1, default: 0.1, required: false },
  { name: 'rounds', kind: 'integer', min: 1, max: 500, default: 50, required: false },
  { name: 'loss', kind: 'categorical', values: ['log', 'hinge'], default: 'log', required: false },
  { name: 'depth', kind: 'integer', required: true },
  { name: 'note', kind: 'free-text', required: false },
];

export type Channels = { readonly train: Channel; readonly validation?: Channel };

export type ChannelName = keyof Channels;

export const channels: readonly ChannelRule<ChannelName>[] = [
  { name: 'train', required: true, inputModes: ['File', 'Pipe'], contentTypes: ['text/csv'] },
  { name: 'validation', required: false, inputModes: ['FastFile'], contentTypes: ['text/csv'] },
];

export type MetricName = 'validation:auc';

export const metrics: readonly MetricRule<MetricName>[] = [
  {
    name: 'validation:auc',
    regex: 'validation:auc=([0-9.]+)',
    print: { before: 'validation:auc=', after: '' },
  },
];

export const distributed: boolean = false;
