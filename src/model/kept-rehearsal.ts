import type { CheckOutcome, RehearsalCount } from './rehearsal.ts';

/** What a listing's folder keeps of its last rehearsal: for the next one, and for the report of a fleet. */
export interface KeptRehearsal {
  /** Of this file. */
  readonly format: 1;
  readonly generator: string;
  /** The end of the run, in UTC: `2026-11-21T19:20:00.000Z`. */
  readonly date: string;
  readonly verdict: 'ready' | 'not-ready';
  readonly count: RehearsalCount;
  readonly stage: 'container' | 'process';
  /** Of the images that were tried. */
  readonly images: readonly string[];
  readonly readyMs: number | null;
  readonly checks: Readonly<Record<string, CheckOutcome>>;
  /** Of the last run that made one. */
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

/** What is otherwise than in the run before. */
export interface RehearsalChanges {
  /** Of the run before. */
  readonly date: string;
  /** Only what ran in the same kind of place is compared in figures. */
  readonly ranAlike: boolean;
  readonly checks: readonly { readonly id: string; readonly was: CheckOutcome; readonly is: CheckOutcome }[];
  readonly ready: FigureChange | null;
  readonly load: LoadChange | null;
}

export interface FigureChange {
  readonly was: number;
  readonly is: number;
}

export interface LoadChange {
  /** Of the run that made the load. */
  readonly date: string;
  /** Of the saturation points. What calls take compares only where they are the same. */
  readonly connections: FigureChange;
  readonly perSecond: FigureChange;
  readonly p50Ms: FigureChange;
  readonly p99Ms: FigureChange;
}
