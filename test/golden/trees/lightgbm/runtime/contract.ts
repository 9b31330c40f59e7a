// Generated from marketplace.yaml: the content types, samples and limits of this listing. The compiler checks your
// code against them.
import type { DeclaredTypes, Limits, RecordFields } from './inference.ts';

export const product = { name: 'flat-rents', release: '0.1.0' } as const;

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
  | 'application/jsonlines'
  | 'application/x-npy';

export const outputTypes: DeclaredTypes<OutputType> = [
  { type: 'application/json', codec: 'json' },
  { type: 'text/csv', codec: 'csv' },
  { type: 'application/jsonlines', codec: 'jsonlines' },
  { type: 'application/x-npy', codec: 'npy' },
];

/** One record of a request, with the fields of marketplace.yaml. The server has checked it. */
export type InputRecord = {
  /** 1 to 20, a whole number */
  readonly rooms: number | null;
  /** in m², 5 to 1000 */
  readonly size: number | null;
  /** Year of construction, 1700 to 2100, a whole number */
  readonly year: number | null;
  readonly balcony: boolean | null;
};

type Prediction = {
  /** in euros a month */
  readonly rent: number;
};

/** One prediction, with the fields of marketplace.yaml: an object, or a list of their values in the same order. */
export type OutputRecord =
  | Prediction
  | Prediction[keyof Prediction]
  | readonly [Prediction['rent']];

/** The fields of a record, which the server checks; null where marketplace.yaml declares none. */
export const inputFields: RecordFields | null = {
  rules: [
    { name: 'rooms', type: 'integer', min: 1, max: 20, required: false },
    { name: 'size', type: 'number', unit: 'm²', min: 5, max: 1000, required: false },
    { name: 'year', type: 'integer', min: 1700, max: 2100, required: false },
    { name: 'balcony', type: 'boolean', required: false },
  ],
  make: (values) => ({
    rooms: values[0],
    size: values[1],
    year: values[2],
    balcony: values[3],
  }),
};

export const limits: Limits = { maxPayloadMB: 25, timeoutSeconds: 60, maxQueue: 512, workers: 1, metrics: true, batching: { maxSize: 10000, maxDelayMs: 0 } };
