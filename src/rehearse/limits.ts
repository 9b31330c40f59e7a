/** The time limits that SageMaker gives a container, in milliseconds. Tests use shorter ones. */
export interface TimeLimits {
  readonly ready: number;
  readonly ping: number;
  readonly accept: number;
  readonly answer: number;
  /** Of an answer that is sent in pieces, from the call to its end. Its first byte has the limit of other answers. */
  readonly stream: number;
  readonly stop: number;
  readonly stopTraining: number;
  /** Ours: how long a job with sample data may take. */
  readonly training: number;
  /** Ours: how long the listing is kept busy. */
  readonly load: number;
  /** Ours: how long one check may start jobs with other values. */
  readonly trials: number;
  /** Ours: how long a server without its model may take to become ready. */
  readonly withoutModel: number;
  /** Ours: the pause between two pings of a ready server. */
  readonly betweenPings: number;
  /** Ours: a call that takes longer is not made some hundred times. */
  readonly repeatable: number;
}

/**
 * SageMaker Developer Guide: your-algorithms-inference-code, your-algorithms-training-algo-dockerfile; AWS Marketplace
 * Seller Guide: ml-service-restrictions-and-limits; read in November 2026.
 */
export const timeLimits: TimeLimits = {
  ready: 8 * 60_000,
  ping: 2000,
  accept: 250,
  answer: 60_000,
  stream: 8 * 60_000,
  stop: 30_000,
  stopTraining: 120_000,
  training: 15 * 60_000,
  load: 500,
  trials: 2500,
  withoutModel: 20_000,
  betweenPings: 100,
  repeatable: 50,
};
