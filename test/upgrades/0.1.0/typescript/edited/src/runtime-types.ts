// What our own files know of the runtime, in one place.
import type { Context } from '../runtime/inference.ts';

export type { Charset, Codec, Decoded as Body, DecodedTable, DecodeTable, Members, Shape } from '../runtime/codecs.ts';
export type { DeclaredType, DeclaredTypes } from '../runtime/codecs.ts';
export type { InputType, OutputType } from '../runtime/contract.ts';
export type {
  Batching,
  Inference,
  InputRecord,
  Json,
  Limits,
  LoadedModel,
  ModelPlace,
  Predictions,
  RawAnswer,
  RawRequest,
  Table,
} from '../runtime/inference.ts';
export type { Log, LogEntry } from '../runtime/log.ts';

/** All that a call says of itself; what is taken from it here must go on to be there. */
export type CallFacts = Pick<
  Context,
  | 'accept'
  | 'attributes'
  | 'contentType'
  | 'members'
  | 'meter'
  | 'parameters'
  | 'requestId'
  | 'setAttributes'
  | 'signal'
>;
