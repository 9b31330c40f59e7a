/** What a rehearsal measured besides its verdicts. Times are in milliseconds; `atMs` counts from its start. */
export interface Measurements {
  /** Of the first server that was started, since its start. */
  readonly readiness: Readiness;
  /** Every call of /invocations but those of the load, in the order of their answers. */
  readonly calls: readonly MeasuredCall[];
}

export interface Readiness {
  readonly spans: readonly PingSpan[];
  /** The first 200; null where none came. */
  readonly readyMs: number | null;
}

/** Pings in a row that got the same answer. */
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
  /** At most so many connections at once. */
  readonly connections: number;
  readonly seconds: number;
}

/** What so many connections got in a while, each calling as soon as its last call was answered. */
export interface LoadStep {
  readonly connections: number;
  readonly milliseconds: number;
  /** Calls that were answered with 200; the figures below are of these. */
  readonly calls: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answered with 503 or 429. */
  readonly turnedAway: number;
  /** Every other answer, and none. */
  readonly errors: number;
  /** At the end of the step; null where nobody can say. */
  readonly memoryBytes: number | null;
}

export interface Load {
  readonly plan: LoadPlan;
  readonly steps: readonly LoadStep[];
  /** The connections from which on more of them brought no more calls a second, or the most that were tried. */
  readonly saturation: number;
  /** Whether more were tried, and brought nothing. */
  readonly isSaturated: boolean;
  /** The rest of the time at that point; null where calls had failed before. */
  readonly soak: Soak | null;
  readonly pings: LoadPings;
  /** The first errors, in words. */
  readonly faults: readonly string[];
}

export interface Soak extends LoadStep {
  /** At the start and after each quarter, as far as anybody can say. */
  readonly memory: readonly number[];
}

export interface LoadPings {
  readonly count: number;
  readonly failed: number;
  readonly slowestMs: number;
}

/** The value below which that share of the sorted values lies; 0 where there is none. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? sorted[0] ?? 0;
}
