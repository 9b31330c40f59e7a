export type Codec = 'csv' | 'json' | 'jsonlines' | 'npy' | 'text' | 'bytes';

export interface DeclaredType<Type extends string = string> {
  readonly type: Type;
  readonly codec: Codec;
}

/** Never empty: the first one is the default. */
export type DeclaredTypes<Type extends string = string> = readonly [
  DeclaredType<Type>,
  ...DeclaredType<Type>[],
];

export interface Limits {
  readonly maxPayloadMB: number;
  readonly timeoutSeconds: number;
  /** Requests that may be at work or waiting; the next one is told to come back. */
  readonly maxQueue: number;
  /** Processes that hold the model; `auto` is one for each CPU. */
  readonly workers: 'auto' | number;
  /** Off when null. */
  readonly batching: Batching | null;
}

export interface Batching {
  /** The most records that one call of `predict` gets. */
  readonly maxSize: number;
  /** How long the first record waits for others. */
  readonly maxDelayMs: number;
}
