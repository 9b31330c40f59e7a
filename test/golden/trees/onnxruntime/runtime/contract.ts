// Generated from marketplace.yaml: the content types, samples and limits of this listing. The compiler checks your
// code against them.
import type { DeclaredTypes, Limits, RecordFields } from './inference.ts';

export const product = { name: 'iris-species', release: '0.1.0' } as const;

/** The version of generator-sagemaker-mkt that made these files. */
export const generator: string = '0.1.0';

/** The folder of the model in the image; null if SageMaker unpacks the model into /opt/ml/model. */
export const bundledModel: string | null = 'model';

export type InputType =
  | 'text/csv'
  | 'application/json'
  | 'application/jsonlines'
  | 'application/x-npy';

export const inputTypes: DeclaredTypes<InputType> = [
  { type: 'text/csv', codec: 'csv' },
  { type: 'application/json', codec: 'json' },
  { type: 'application/jsonlines', codec: 'jsonlines' },
  { type: 'application/x-npy', codec: 'npy' },
];

/** A sample body for each input type. */
export const samples: Readonly<Record<InputType, string>> = { 'text/csv': 'samples/text-csv.csv', 'application/json': 'samples/application-json.json', 'application/jsonlines': 'samples/application-jsonlines.jsonl', 'application/x-npy': 'samples/application-x-npy.npy' };

export type OutputType =
  | 'application/json'
  | 'text/csv'
  | 'application/jsonlines';

export const outputTypes: DeclaredTypes<OutputType> = [
  { type: 'application/json', codec: 'json' },
  { type: 'text/csv', codec: 'csv' },
  { type: 'application/jsonlines', codec: 'jsonlines' },
];

/** One record of a request, with the fields of marketplace.yaml. The server has checked it. */
export type InputRecord = {
  /** in cm, 0 to 30 */
  readonly 'sepal length': number;
  /** in cm, 0 to 30 */
  readonly 'sepal width': number;
  /** in cm, 0 to 30 */
  readonly 'petal length': number;
  /** in cm, 0 to 30 */
  readonly 'petal width': number;
};

type Prediction = {
  /** 0: setosa, 1: versicolor, 2: virginica, a whole number */
  readonly species: 0 | 1 | 2;
  /** One for each species */
  readonly probabilities: import('./inference.ts').Json[];
};

/** One prediction, with the fields of marketplace.yaml: an object, or a list of their values in the same order. */
export type OutputRecord =
  | Prediction
  | readonly [Prediction['species'], Prediction['probabilities']];

/** The fields of a record, which the server checks; null where marketplace.yaml declares none. */
export const inputFields: RecordFields | null = {
  rules: [
    { name: 'sepal length', type: 'number', unit: 'cm', min: 0, max: 30, required: true },
    { name: 'sepal width', type: 'number', unit: 'cm', min: 0, max: 30, required: true },
    { name: 'petal length', type: 'number', unit: 'cm', min: 0, max: 30, required: true },
    { name: 'petal width', type: 'number', unit: 'cm', min: 0, max: 30, required: true },
  ],
  make: (values) => ({
    'sepal length': values[0],
    'sepal width': values[1],
    'petal length': values[2],
    'petal width': values[3],
  }),
};

export const limits: Limits = { maxPayloadMB: 25, timeoutSeconds: 60, maxQueue: 512, workers: 1, metrics: true, batching: null };
