import type { DecodeTable } from './codecs.ts';
import type { InputType, OutputType } from './contract.ts';
import type { InputRecord, Members, Predictions, Table } from './records.ts';

export type { Batching, Limits } from './declared.ts';
export { BadBody, type InputRecord, type Json, type Predictions, type Table } from './records.ts';

export interface Context {
  readonly contentType: InputType;
  /** What stood behind the content type, names in lower case: `label_size` of `text/csv; label_size=0`. */
  readonly parameters: ReadonlyMap<string, string>;
  /** What stood beside `instances` in a JSON body: `parameters` of `{"instances": [...], "parameters": {...}}`. */
  readonly members: Members;
  /** What the answer will be encoded as. */
  readonly accept: OutputType;
  /** The caller's custom attributes, as they were sent. */
  readonly attributes: string | undefined;
  /** Stands in the answer and in the log when something fails. */
  readonly requestId: string;
  /** Aborts when the time is up or the caller has gone: nobody reads the answer any more. */
  readonly signal: AbortSignal;
  /** Sends custom attributes back: at most 1024 visible ASCII characters. */
  setAttributes(attributes: string): void;
  /** Bills the call as that many inferences instead of one; several meterings add up. Only answered calls are billed. */
  meter(units: number): void;
}

export interface RawRequest extends Context {
  readonly body: Uint8Array;
}

/** An async iterable is sent piece by piece while it is produced. */
export type RawAnswer = Uint8Array | string | AsyncIterable<Uint8Array | string>;

export interface ModelPlace {
  /** Where SageMaker has unpacked the artifacts. It is read-only. */
  readonly modelDir: string;
}

interface RecordHandlers<Model> {
  readonly load: (place: ModelPlace) => Model | Promise<Model>;
  /** One prediction per record, in the same order. */
  readonly predict: (
    model: Model,
    records: readonly InputRecord[],
    context: Context,
  ) => readonly unknown[] | Promise<readonly unknown[]>;
}

interface RawHandlers<Model> {
  readonly load: (place: ModelPlace) => Model | Promise<Model>;
  readonly handle: (model: Model, request: RawRequest) => RawAnswer | Promise<RawAnswer>;
}

export interface Inference {
  readonly load: (place: ModelPlace) => Promise<LoadedModel>;
}

/** A model that is in memory, behind functions that no longer tell its type. */
export type LoadedModel =
  | ({
      readonly kind: 'records';
      readonly predict: (records: readonly InputRecord[], context: Context) => Promise<Predictions>;
    } & InTurn)
  | ({
      readonly kind: 'table';
      readonly decode: DecodeTable;
      readonly predict: (records: Table, context: Context) => Promise<Predictions>;
    } & InTurn)
  | { readonly kind: 'raw'; readonly handle: (request: RawRequest) => Promise<RawAnswer> };

interface InTurn {
  /** It predicts one call after the other, so that it is better asked late for more records than early for few. */
  readonly isSerial?: boolean;
}

/** `load` runs once before the first request, then `predict` (records) or `handle` (bytes) once per call. */
export function defineInference<Model>(handlers: RecordHandlers<Model> | RawHandlers<Model>): Inference {
  return {
    load: async (place) => {
      const model = await handlers.load(place);
      if ('handle' in handlers)
        return { kind: 'raw', handle: async (request) => handlers.handle(model, request) };
      return {
        kind: 'records',
        predict: async (records, context) =>
          checkedPredictions(await handlers.predict(model, records, context), records.length),
      };
    },
  };
}

async function checkedPredictions(predictions: readonly unknown[], count: number): Promise<unknown[]> {
  if (!Array.isArray(predictions))
    throw new TypeError(
      `predict must return an array with one prediction per record, not ${typeof predictions}`,
    );
  if (predictions.length !== count)
    throw new RangeError(`predict got ${count} records and returned ${predictions.length} predictions`);
  return predictions.some(isPromise) ? awaited(predictions) : Array.from(predictions);
}

function isPromise(prediction: unknown): boolean {
  return typeof prediction === 'object' && prediction !== null && 'then' in prediction;
}

/** In groups, all at once: for one of two million, which 25 MB of short rows are, V8 takes minutes. */
const groupSize = 65_536;

/** `records.map(async …)` gives promises; encoded, they would all read `{}`. */
async function awaited(predictions: readonly unknown[]): Promise<unknown[]> {
  const groups: Promise<unknown[]>[] = [];
  for (let start = 0; start < predictions.length; start += groupSize)
    groups.push(Promise.all(predictions.slice(start, start + groupSize)));
  return (await Promise.all(groups)).flat();
}
