/** The times that SageMaker gives a container, in milliseconds. Tests take shorter ones. */
export interface TimeLimits {
  readonly ready: number;
  readonly ping: number;
  readonly accept: number;
  readonly answer: number;
  readonly stop: number;
  readonly stopTraining: number;
  /** Ours: how long a job with sample data may take before we give up on it. */
  readonly training: number;
  /** Ours: how long the listing is kept busy. */
  readonly load: number;
  /** Ours: how long one check may begin jobs with other values. */
  readonly trials: number;
  /** Ours: from one ping of a server that is ready to the next. */
  readonly betweenPings: number;
}

/** DG: your-algorithms-inference-code, your-algorithms-training-algo-dockerfile; read in November 2026. */
export const timeLimits: TimeLimits = {
  ready: 8 * 60_000,
  ping: 2000,
  accept: 250,
  answer: 60_000,
  stop: 30_000,
  stopTraining: 120_000,
  training: 15 * 60_000,
  load: 1500,
  trials: 2500,
  betweenPings: 100,
};
