/** Measurements of a rehearsal. Times are in milliseconds; `atMs` counts from its start. */
export interface Measurements {
  /** The readiness of the first server, since its start. */
  readonly readiness: Readiness;
  /** All calls of /invocations except those of the load, in the order of their answers. */
  readonly calls: readonly MeasuredCall[];
}

export interface Readiness {
  readonly spans: readonly PingSpan[];
  /** The first 200; null where none came. */
  readonly readyMs: number | null;
}

/** Consecutive pings with the same answer. */
export interface PingSpan {
  readonly fromMs: number;
  readonly toMs: number;
  /** A status, or why there was no answer. */
  readonly said: string;
  readonly pings: number;
}

export interface MeasuredCall {
  readonly atMs: number;
  readonly milliseconds: number;
  /** Null where no answer came. */
  readonly status: number | null;
  readonly type: string;
}

export interface LoadPlan {
  /** The most connections at once. */
  readonly connections: number;
  readonly seconds: number;
}

/** One step of a load with a number of connections, each of which calls again as soon as it is answered. */
export interface LoadStep {
  readonly connections: number;
  readonly milliseconds: number;
  /** Calls answered with 200; the latencies are of these. */
  readonly calls: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answered with 503 or 429. */
  readonly turnedAway: number;
  /** All other answers, and calls without an answer. */
  readonly errors: number;
  /** At the end of the step; null where it is not known. */
  readonly memoryBytes: number | null;
}

export interface Load {
  readonly plan: LoadPlan;
  readonly steps: readonly LoadStep[];
  /** The saturation point: beyond it, more connections brought no more calls a second. */
  readonly saturation: number;
  /** Whether more connections were tried in vain. */
  readonly isSaturated: boolean;
  /** The rest of the time at the saturation point; null where calls had failed before. */
  readonly soak: Soak | null;
  readonly pings: LoadPings;
  /** The first errors, in words. */
  readonly faults: readonly string[];
}

export interface Soak extends LoadStep {
  /** At the start and after each quarter, as far as it is known. */
  readonly memory: readonly number[];
}

export interface LoadPings {
  readonly count: number;
  readonly failed: number;
  readonly slowestMs: number;
}

/** A percentile of the sorted values; 0 where there are none. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? sorted[0] ?? 0;
}
