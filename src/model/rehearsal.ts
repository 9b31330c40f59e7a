import type { Codec } from './catalogue.ts';
import type { CheckId } from './check-id.ts';
import type { Load, Measurements } from './measurements.ts';

/**
 * The acts of a rehearsal, in order. `train` is for algorithms only, `load` where it is asked for, and `after` looks at
 * the traces of the others.
 */
export const phases = ['image', 'train', 'start', 'serve', 'load', 'batch', 'stop', 'after'] as const;

export type Phase = (typeof phases)[number];

/** Who objects to a listing that fails a check. The first two decide whether it is ready. */
export type Objector = 'AWS refuses' | 'buyers suffer' | 'good practice';

/** The constant facts about a check. */
export interface CheckFacts {
  /** The name of its file. */
  readonly id: CheckId;
  /** What is required, in one sentence. */
  readonly rule: string;
  /** The document that says so. */
  readonly source: string;
  readonly objector: Objector;
  readonly phase: Phase;
  /** For checks of listings that have this. */
  readonly of?: 'algorithm' | 'input fields' | 'output fields' | 'conversations';
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
      /** Where this failure is worse, or milder, than what the check usually finds. */
      readonly objector?: Objector;
    }
  | {
      readonly verdict: 'not-seen';
      readonly words: string;
      /** What would show it. */
      readonly needs?: 'container';
    };

/** One check and its result. */
export interface Rehearsed {
  readonly check: CheckFacts;
  readonly seen: Seen;
  readonly milliseconds: number;
}

/** The answer to a sample in one of the output types. */
export interface AnsweredSample {
  /** Of a file with this answer: `text-csv.json`. */
  readonly name: string;
  readonly codec: Codec;
  readonly body: Uint8Array;
  /** Why a caller cannot use it, or nothing. */
  readonly fault: string | undefined;
  /** Whether the same call got the same answer again; only tried where answers are recorded. */
  readonly isSteady: boolean;
}

export interface Rehearsal {
  /** The product's name. */
  readonly listing: string;
  /** How the listing ran, for people. */
  readonly ranAs: string;
  readonly stage: 'container' | 'process';
  readonly results: readonly Rehearsed[];
  /** Empty where no server became ready. */
  readonly answers: readonly AnsweredSample[];
  /** The answer of a batch transform to its sample, as a file; only where answers are recorded. */
  readonly transformed?: AnsweredSample | undefined;
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

type CheckAndSeen = Pick<Rehearsed, 'check' | 'seen'>;

export function objectorOf({ check, seen }: CheckAndSeen): Objector {
  return (seen.verdict === 'failed' ? seen.objector : undefined) ?? check.objector;
}

/** A failed error makes the listing not ready; a failed warning is only reported. */
export function severityOf(result: CheckAndSeen): 'error' | 'warning' {
  return objectorOf(result) === 'good practice' ? 'warning' : 'error';
}

/** Combines the verdict with the severity. */
export function outcomeOf(result: CheckAndSeen): CheckOutcome {
  const { verdict } = result.seen;
  if (verdict !== 'failed') return verdict;
  return severityOf(result) === 'error' ? 'failed' : 'warned';
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

/** `ready-as-seen`: nothing failed, and some checks need a container, which was not there. */
export type Readiness = 'ready' | 'ready-as-seen' | 'not-ready';

type Played = Pick<Rehearsal, 'results' | 'stage'>;

export function readinessOf(rehearsal: Played): Readiness {
  if (rehearsal.results.some((result) => outcomeOf(result) === 'failed')) return 'not-ready';
  return countHidden(rehearsal) > 0 ? 'ready-as-seen' : 'ready';
}

/** How many checks were not seen because only a container shows them. */
export function countHidden({ results, stage }: Played): number {
  if (stage === 'container') return 0;
  return results.filter(
    ({ check, seen }) => seen.verdict === 'not-seen' && (check.needs ?? seen.needs) === 'container',
  ).length;
}

/** What a listing's folder keeps of its last rehearsal: for the next one, and for the report of a fleet. */
export interface KeptRehearsal {
  /** The version of this file's format. */
  readonly format: 1;
  readonly generator: string;
  /** The end of the run, in UTC: `2026-11-21T19:20:00.000Z`. */
  readonly date: string;
  readonly verdict: Readiness;
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
