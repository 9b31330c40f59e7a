import type { CheckId } from './check-id.ts';
import type { Load, Measurements } from './measurements.ts';

/**
 * The acts of a rehearsal, in order. `train` is for algorithms only, `load` where it is asked for, and `after` looks at
 * the traces of the others.
 */
export const phases = ['image', 'train', 'start', 'serve', 'load', 'batch', 'stop', 'after'] as const;

export type Phase = (typeof phases)[number];

/** The constant facts about a check. */
export interface CheckFacts {
  /** The name of its file. */
  readonly id: CheckId;
  /** What AWS requires, in one sentence. */
  readonly rule: string;
  /** The document that says so. */
  readonly source: string;
  /** A failed error makes the listing not ready; a failed warning is only reported. */
  readonly severity: 'error' | 'warning';
  readonly phase: Phase;
  /** For checks of one kind of listing only. */
  readonly of?: 'algorithm';
  /** For checks that need an image. */
  readonly needs?: 'container';
}

/** Result of a check, with figures. */
export type Seen =
  | { readonly verdict: 'passed'; readonly words: string; readonly evidence?: readonly string[] }
  | {
      readonly verdict: 'failed';
      readonly words: string;
      /** Starts with a verb. */
      readonly fix: string;
      /** Lines of requests, answers or logs. */
      readonly evidence?: readonly string[];
    }
  | { readonly verdict: 'not-seen'; readonly words: string };

/** One check and its result. */
export interface Rehearsed {
  readonly check: CheckFacts;
  readonly seen: Seen;
  readonly milliseconds: number;
}

export interface Rehearsal {
  /** The product's name. */
  readonly listing: string;
  /** How the listing ran, for people. */
  readonly ranAs: string;
  readonly stage: 'container' | 'process';
  readonly results: readonly Rehearsed[];
  readonly milliseconds: number;
  readonly measurements: Measurements;
  /** Null where no load was asked for or possible. */
  readonly load: Load | null;
  /** The rehearsed images, as the engine knows them. */
  readonly images: readonly { readonly name: string; readonly id: string }[];
  /** Null where no rehearsal before is kept. */
  readonly since: RehearsalChanges | null;
}

export interface RehearsalCount {
  readonly passed: number;
  readonly warned: number;
  readonly failed: number;
  readonly notSeen: number;
}

export type CheckOutcome = 'passed' | 'failed' | 'warned' | 'not-seen';

/** Combines the verdict with the severity. */
export function outcomeOf({ check, seen }: Pick<Rehearsed, 'check' | 'seen'>): CheckOutcome {
  if (seen.verdict !== 'failed') return seen.verdict;
  return check.severity === 'error' ? 'failed' : 'warned';
}

export function countResults(results: readonly Rehearsed[]): RehearsalCount {
  const count = (outcome: CheckOutcome) => results.filter((result) => outcomeOf(result) === outcome).length;
  return {
    passed: count('passed'),
    warned: count('warned'),
    failed: count('failed'),
    notSeen: count('not-seen'),
  };
}

export function isReady({ results }: Pick<Rehearsal, 'results'>): boolean {
  return results.every((result) => outcomeOf(result) !== 'failed');
}

/** What a listing's folder keeps of its last rehearsal: for the next one, and for the report of a fleet. */
export interface KeptRehearsal {
  /** The version of this file's format. */
  readonly format: 1;
  readonly generator: string;
  /** The end of the run, in UTC: `2026-11-21T19:20:00.000Z`. */
  readonly date: string;
  readonly verdict: 'ready' | 'not-ready';
  readonly count: RehearsalCount;
  readonly stage: 'container' | 'process';
  /** Ids of the rehearsed images. */
  readonly images: readonly string[];
  readonly readyMs: number | null;
  readonly checks: Readonly<Record<string, CheckOutcome>>;
  /** Of the last rehearsal that made one. */
  readonly load: KeptLoad | null;
}

export interface KeptLoad {
  readonly date: string;
  readonly stage: 'container' | 'process';
  readonly connections: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What differs from the rehearsal before. */
export interface RehearsalChanges {
  /** Of the rehearsal before. */
  readonly date: string;
  /** Whether both ran on the same kind of stage: only then are figures compared. */
  readonly ranAlike: boolean;
  readonly checks: readonly { readonly id: CheckId; readonly was: CheckOutcome; readonly is: CheckOutcome }[];
  readonly ready: FigureChange | null;
  readonly load: LoadChange | null;
}

export interface FigureChange {
  readonly was: number;
  readonly is: number;
}

export interface LoadChange {
  /** Of the rehearsal that made the load. */
  readonly date: string;
  /** The saturation points. Latencies compare only where these are equal. */
  readonly connections: FigureChange;
  readonly perSecond: FigureChange;
  readonly p50Ms: FigureChange;
  readonly p99Ms: FigureChange;
}
