export type Codec = 'csv' | 'json' | 'jsonlines' | 'npy' | 'text' | 'bytes';

export interface DeclaredType<Type extends string = string> {
  readonly type: Type;
  readonly codec: Codec;
}

/** Never empty. The first type is the default. */
export type DeclaredTypes<Type extends string = string> = readonly [
  DeclaredType<Type>,
  ...DeclaredType<Type>[],
];

export interface Limits {
  readonly maxPayloadMB: number;
  readonly timeoutSeconds: number;
  /** The maximum number of requests in progress or waiting. Further requests get 503. */
  readonly maxQueue: number;
  /**
   * The number of processes that hold the model. `auto` means one per CPU. For a program, the number of calls that it
   * gets at once; `auto` means all.
   */
  readonly workers: 'auto' | number;
  /** Whether Python loads the model once, and each worker is a fork of that process. */
  readonly preload?: boolean;
  /** Whether the server answers `/metrics`. */
  readonly metrics: boolean;
  /** Null means off. */
  readonly batching: Batching | null;
  /** The maximum number of conversations that a worker holds. Absent where the listing has none. */
  readonly conversations?: number;
  /** Only of an image that is built for CUDA. */
  readonly gpu?: GpuNeed;
}

export interface GpuNeed {
  /** `12.6`, or `12`; null if it is not known. */
  readonly cuda: string | null;
  /** Whether the server refuses pings on a machine without a GPU. */
  readonly required: boolean;
}

export interface Batching {
  /** The maximum number of records in one call of `predict`. */
  readonly maxSize: number;
  /** How long the first record waits for others. */
  readonly maxDelayMs: number;
}

/** The seller's own HTTP server, which answers the calls. */
export interface Program {
  /** The program and its arguments. `{port}` and `{model}`, the folder of the model, are filled in here and in `environment`. */
  readonly command: readonly string[];
  /** It listens on this port of 127.0.0.1, or of all addresses. */
  readonly port: number;
  /** The path that answers 2xx as soon as the program can take calls. */
  readonly ready: string;
  readonly invocations: Target;
  /** What callers choose with the custom attribute `route=<name>`. */
  readonly routes: Readonly<Record<string, Target>>;
  /** The path of its WebSocket. Absent where the listing has no conversations. */
  readonly bidirectional?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly startupSeconds: number;
}

/** Where a call goes. */
export interface Target {
  readonly method: string;
  readonly path: string;
}

export type FieldType =
  | 'number'
  | 'integer'
  | 'string'
  | 'boolean'
  | 'date'
  | 'image'
  | 'audio'
  | 'array'
  | 'object';

/** One field of a record, and its rules. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly unit?: string;
  /** Numbers, or days for a date. */
  readonly min?: number | string;
  readonly max?: number | string;
  readonly values?: readonly (number | string)[];
  readonly required: boolean;
  /** The value of records that lack the field. Without a default, it is null. */
  readonly default?: unknown;
}

/** The fields of a record, and how a record is made of their values in this order. */
export interface RecordFields {
  readonly rules: readonly Field[];
  readonly make: (values: ArrayLike<unknown>) => { readonly [name: string]: unknown };
}
