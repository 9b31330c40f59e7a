import type { DecodeTable } from './codecs/decoded.ts';
import type { InputRecord, InputType, OutputRecord, OutputType } from './contract.ts';
import type { Codec } from './declared.ts';
import type { AnyRecord, Members, Predictions, Rows } from './records.ts';
import type { Body } from './serving/frames.ts';
import type { Input } from './serving/media-types.ts';

export type { InputRecord, OutputRecord } from './contract.ts';
export type { Batching, Limits } from './declared.ts';
export { BadBody, type Json, type Members, type Predictions, type Table } from './records.ts';
export { jsonLines, type ServerEvent, serverSentEvents } from './streams.ts';

export interface Context {
  readonly contentType: InputType;
  /** The parameters of the content type, with names in lower case: `label_size` for `text/csv; label_size=0`. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The members next to `instances` in a JSON body: `parameters` for `{"instances": [...], "parameters": {...}}`. */
  readonly members: Members;
  /** The names in the header of CSV, where the content type is `text/csv; header=present`. Never with `fields`. */
  readonly columns: readonly string[] | undefined;
  /** The content type of the answer. */
  readonly accept: OutputType;
  /** The caller's custom attributes, unchanged. */
  readonly attributes: string | undefined;
  /** In case of an error, the answer and the log contain this id. */
  readonly requestId: string;
  /** The caller's own id for this call. With batching, the ids of all callers, with commas between them. */
  readonly inferenceId: string | undefined;
  /** Which of several models the caller wants. */
  readonly targetModel: string | undefined;
  readonly inferenceComponent: string | undefined;
  /** The session that this call belongs to. SageMaker sends all its calls to the same instance. */
  readonly sessionId: string | undefined;
  /** The caller asks for a new session. Answer with `openSession`. */
  readonly wantsSession: boolean;
  /**
   * Aborts on a timeout or when the caller has left: the answer is no longer needed. A caller who only closes their
   * sending side still waits.
   */
  readonly signal: AbortSignal;
  /** Sends custom attributes back: at most 1024 visible ASCII characters. */
  setAttributes(attributes: string): void;
  /**
   * Bills the call as this number of inferences instead of one. Several calls add up. Only answered calls are
   * billed.
   */
  meter(units: number): void;
  /** Opens the session that the caller asked for. The id is yours: up to 256 letters, digits and hyphens. */
  openSession(id: string, expires: Date): void;
  /** Closes the session of this call. */
  closeSession(): void;
}

export interface RawRequest extends Context {
  readonly body: Uint8Array;
  /** Says of what type the answer is, if it is not `accept`. */
  setContentType(type: string): void;
  /** Answers with another status than 200, from 200 to 599. Errors are not billed. */
  setStatus(status: number): void;
}

/**
 * An async iterable is streamed: each piece is sent as soon as it is produced. The headers go with the first piece,
 * so attributes, metering and sessions must be set before.
 */
export type RawAnswer = Uint8Array | string | AsyncIterable<Uint8Array | string>;

/** A text or bytes, as the caller has sent it, or as it is sent to them. */
export type Message = string | Uint8Array;

/** What is known of a conversation besides its messages. */
export interface Conversation {
  /** In case of an error, the end of the conversation and the log contain this id. */
  readonly requestId: string;
  /** The caller's custom attributes, unchanged. */
  readonly attributes: string | undefined;
  /** The caller's own id for this conversation. */
  readonly inferenceId: string | undefined;
  readonly sessionId: string | undefined;
  /** What the caller has added to the address: `language=de`. */
  readonly query: URLSearchParams;
  /** Aborts when the caller has left, or the time is over: nobody reads what is still sent. */
  readonly signal: AbortSignal;
  /** Ends the conversation with this code, 1000 or 3000 to 4999, when the handler returns. */
  closeWith(code: number, reason?: string): void;
}

/**
 * Runs once per conversation. The messages end when the caller sends no more. Each message that it yields is sent when the
 * caller has taken the last one.
 */
type Converse<Model> = (
  model: Model,
  messages: AsyncIterable<Message>,
  conversation: Conversation,
) => AsyncIterable<Message>;

export interface ModelPlace {
  /** The folder where SageMaker has unpacked the model artifacts. It is read-only. */
  readonly modelDir: string;
}

interface Conversing<Model> {
  /** For listings with `inference.bidirectional`. */
  readonly converse?: Converse<Model>;
}

interface RecordHandlers<Model> extends Conversing<Model> {
  readonly load: (place: ModelPlace) => Model | Promise<Model>;
  /** One prediction per record, in the same order. */
  readonly predict: (
    model: Model,
    records: readonly InputRecord[],
    context: Context,
  ) => Outcome | Promise<Outcome>;
  readonly handle?: never;
}

/** A prediction can be awaited. */
type Outcome = readonly (OutputRecord | Promise<OutputRecord>)[];

interface RawHandlers<Model> extends Conversing<Model> {
  readonly load: (place: ModelPlace) => Model | Promise<Model>;
  readonly handle: (model: Model, request: RawRequest) => RawAnswer | Promise<RawAnswer>;
  readonly predict?: never;
}

export interface Inference {
  readonly load: (place: ModelPlace) => Promise<LoadedModel>;
}

/** A model in memory. The functions hide the type of the model. */
export type LoadedModel = Talking &
  (
    | ({
        readonly kind: 'records';
        readonly predict: (records: readonly AnyRecord[], context: Context) => Promise<Predictions>;
      } & InTurn)
    | ({
        readonly kind: 'table';
        readonly decode: DecodeTable;
        readonly predict: (records: Rows, context: Context) => Promise<Predictions>;
      } & InTurn)
    | { readonly kind: 'raw'; readonly handle: (request: RawRequest) => Promise<RawAnswer> }
  );

interface Talking {
  readonly converse?:
    | ((messages: AsyncIterable<Message>, conversation: Conversation) => AsyncIterable<Message>)
    | undefined;
}

/** The records of a body, and what answers it. */
export interface Asked {
  readonly members?: Members | undefined;
  readonly columns?: readonly string[] | undefined;
  /** Predicts and encodes. */
  readonly answer: (context: Context, codec: Codec) => Promise<Uint8Array>;
}

interface InTurn {
  /** Reads a large body in another thread, which encodes its answer as well. */
  readonly aside?: (body: Body, input: Input<InputType>) => Promise<Asked>;
  /**
   * The model handles one call at a time. So one later call with more records is better than an early call with
   * few.
   */
  readonly isSerial?: boolean;
}

/** `load` runs once before the first request. Then `predict` (records) or `handle` (bytes) runs once per call. */
export function defineInference<Model>(handlers: RecordHandlers<Model> | RawHandlers<Model>): Inference {
  return {
    load: async (place) => {
      const model = await handlers.load(place);
      const { handle, predict, converse } = handlers;
      const talking = converse && {
        converse: (messages: AsyncIterable<Message>, conversation: Conversation) =>
          converse(model, messages, conversation),
      };
      if (handle) return { ...talking, kind: 'raw', handle: async (request) => handle(model, request) };
      return {
        ...talking,
        kind: 'records',
        predict: async (records, context) =>
          // The server has read each record by the fields of the manifest.
          checkedPredictions(
            await predict(model, records as readonly InputRecord[], context),
            records.length,
          ),
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

/**
 * V8 needs minutes for one `Promise.all` with two million promises (25 MB of short rows), so they are awaited in
 * groups.
 */
const groupSize = 65_536;

/** `records.map(async …)` returns promises. Without awaiting them, each would be encoded as `{}`. */
async function awaited(predictions: readonly unknown[]): Promise<unknown[]> {
  const groups: Promise<unknown[]>[] = [];
  for (let start = 0; start < predictions.length; start += groupSize)
    groups.push(Promise.all(predictions.slice(start, start + groupSize)));
  return (await Promise.all(groups)).flat();
}
