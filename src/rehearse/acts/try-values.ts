import type { ResolvedHyperparameter } from '../../model/resolved-listing.ts';
import { ok, type Result } from '../../model/result.ts';
import type { FinishedJob, TrainScene } from '../check.ts';
import { inParallel } from '../in-parallel.ts';
import { jobsAtOnce, runAgain } from './run-again.ts';

/** The changes of one job to the seller's job: values by the names of hyperparameters. */
export type Trial = Readonly<Record<string, string>>;

export interface Tried {
  readonly trial: Trial;
  readonly again: FinishedJob;
}

interface AllTried {
  readonly tried: readonly Tried[];
  /** Not tried, because the time was over. */
  readonly leftOut: readonly Trial[];
}

/** Runs jobs until the time for one check is over. A job that still runs at its limit has accepted its values. */
export async function tryValues(
  scene: TrainScene,
  trials: readonly Trial[],
  limitMs: number,
): Promise<Result<AllTried>> {
  const { stage, limits, job, run } = scene;
  const end = stage.now() + limits.trials;
  function* untilTheEnd(): Iterable<Trial> {
    for (const [place, trial] of trials.entries()) if (place === 0 || stage.now() < end) yield trial;
  }
  const results = await inParallel(untilTheEnd(), jobsAtOnce(run, 4), async (trial) => {
    const hyperparameters = { ...job.hyperparameters, ...trial };
    return { trial, again: await runAgain(scene, { ...job, hyperparameters }, limitMs) };
  });
  const tried: Tried[] = [];
  for (const { trial, again } of results) {
    if (!again.ok) return again;
    tried.push({ trial, again: again.value });
  }
  return ok({ tried, leftOut: trials.slice(tried.length) });
}

/** Twice the time of the job with the seller's values: the limit for jobs that a large value makes long. */
export function patience({ run }: TrainScene): number {
  return Math.max(1500, run.ok ? 2 * run.value.milliseconds : 0);
}

/** The time that a job may need to refuse its values, also when other jobs start at the same time. */
export function longPatience(scene: TrainScene): number {
  return Math.max(10_000, 4 * patience(scene));
}

/** One job for each end of a range and each value of a set. */
export function allowedValues(rules: readonly ResolvedHyperparameter[]): readonly Trial[] {
  return rules.flatMap((rule) => valuesOf(rule).map((value) => ({ [rule.name]: value })));
}

/** The same values in few jobs: as many as the hyperparameter with the most values has. */
export function allowedTogether(rules: readonly ResolvedHyperparameter[]): readonly Trial[] {
  const bounded = rules.filter((rule) => valuesOf(rule).length > 0);
  const jobs = Math.max(0, ...bounded.map((rule) => valuesOf(rule).length));
  return Array.from({ length: jobs }, (_, job) =>
    Object.fromEntries(
      bounded.map((rule) => [rule.name, valuesOf(rule)[job] ?? valuesOf(rule).at(-1) ?? '']),
    ),
  );
}

function valuesOf({ type, range, values }: ResolvedHyperparameter): readonly string[] {
  if (type === 'categorical') return values;
  return range ? [String(range.min), String(range.max)] : [];
}

/** Values just outside both ends of each range, and a value that is not in a set. */
export function otherValues(rules: readonly ResolvedHyperparameter[]): readonly Trial[] {
  return rules.flatMap(({ name, type, range }) => {
    if (type === 'categorical') return [{ [name]: 'not-a-value' }];
    if (!range) return [];
    const { min, max } = range;
    const step = type === 'integer' ? 1 : Math.max((max - min) / 100, Number.EPSILON);
    const beyond = [min - step, max + step].map((value) => {
      const short = Number(value.toPrecision(4));
      return type === 'integer' || (short >= min && short <= max) ? value : short;
    });
    return beyond
      .filter((value) => type !== 'integer' || Number.isSafeInteger(value))
      .map((value) => ({ [name]: String(value) }));
  });
}

/** `rounds = 1, 9; depth = 2`. */
export function trialWords(trials: readonly Trial[]): string {
  const names = [...new Set(trials.flatMap(Object.keys))];
  const given = (name: string) => [...new Set(trials.flatMap((trial) => trial[name] ?? []))];
  return names.map((name) => `${name} = ${given(name).join(', ')}`).join('; ');
}

/** What the report adds about values that were not tried. */
export function leftOutWords(leftOut: readonly Trial[]): string {
  return leftOut.length > 0 ? `; left out for time: ${trialWords(leftOut)}` : '';
}

export function isRefused({ again }: Tried): boolean {
  return again.ending !== undefined && again.ending.code !== 0;
}
