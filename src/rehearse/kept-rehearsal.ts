import {
  type CheckOutcome,
  countResults,
  type KeptRehearsal,
  outcomeOf,
  type Readiness,
  type Rehearsal,
  readinessOf,
} from '../model/rehearsal.ts';
import { isRecord } from '../text/is-record.ts';

export interface Keeping {
  readonly generator: string;
  /** The current time, in UTC. */
  readonly date: string;
  readonly before: KeptRehearsal | undefined;
}

/** The record of a rehearsal. Without a load, the figures of the last load are kept. */
export function keptOf(rehearsal: Rehearsal, { generator, date, before }: Keeping): KeptRehearsal {
  const { results, stage, images, measurements, load } = rehearsal;
  const soak = load?.soak;
  return {
    format: 1,
    generator,
    date,
    verdict: readinessOf(rehearsal),
    count: countResults(results),
    stage,
    images: images.map(({ id }) => id),
    readyMs: measurements.readiness.readyMs,
    checks: Object.fromEntries(results.map((result) => [result.check.id, outcomeOf(result)])),
    load: soak
      ? {
          date,
          stage,
          connections: soak.connections,
          perSecond: soak.perSecond,
          p50Ms: soak.p50Ms,
          p99Ms: soak.p99Ms,
        }
      : (before?.load ?? null),
  };
}

/** Reads a record; undefined for a damaged text, or one that we did not write. */
export function parseKept(text: string): KeptRehearsal | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isKept(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isKept(value: unknown): value is KeptRehearsal {
  if (!isRecord(value) || value['format'] !== 1) return false;
  const { generator, date, verdict, count, stage, images, readyMs, checks, load } = value;
  return (
    typeof generator === 'string' &&
    isDate(date) &&
    readinesses.has(verdict) &&
    isRecord(count) &&
    ['passed', 'warned', 'failed', 'notSeen'].every((name) => isFigure(count[name])) &&
    isStage(stage) &&
    Array.isArray(images) &&
    images.every((image) => typeof image === 'string') &&
    (readyMs === null || isFigure(readyMs)) &&
    isRecord(checks) &&
    Object.values(checks).every((outcome) => outcomes.has(outcome)) &&
    (load === null || isKeptLoad(load))
  );
}

const readinesses: ReadonlySet<unknown> = new Set<Readiness>(['ready', 'ready-as-seen', 'not-ready']);
const outcomes: ReadonlySet<unknown> = new Set<CheckOutcome>(['passed', 'failed', 'warned', 'not-seen']);

function isKeptLoad(value: unknown): boolean {
  if (!isRecord(value) || !isDate(value['date']) || !isStage(value['stage'])) return false;
  return ['connections', 'perSecond', 'p50Ms', 'p99Ms'].every((name) => isFigure(value[name]));
}

function isStage(value: unknown): boolean {
  return value === 'container' || value === 'process';
}

function isDate(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
}

function isFigure(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
