import type { ResolvedHyperparameter } from '../../model/resolved-listing.ts';
import type { TrainScene } from '../check.ts';
import { type Again, runAgain } from './run-again.ts';

/** One job for one value of one hyperparameter. */
export interface Trial {
  readonly name: string;
  readonly value: string;
}

interface Tried {
  readonly tried: readonly (Trial & { readonly again: Again })[];
  /** For which there was no time. */
  readonly leftOut: readonly Trial[];
}

/** The least that a job is given to refuse a value, however quick the first one was. */
const leastPatience = 1500;

/** Job after job, until the time for one check is over. A job that goes on has taken its value. */
export async function tryValues(
  scene: TrainScene,
  trials: readonly Trial[],
): Promise<Tried | { readonly notSeen: string }> {
  const { stage, limits, job } = scene;
  const end = stage.now() + limits.trials;
  const tried: (Trial & { readonly again: Again })[] = [];
  for (const { name, value } of trials) {
    if (tried.length > 0 && stage.now() > end) break;
    const hyperparameters = { ...job.hyperparameters, [name]: value };
    const again = await runAgain(scene, { ...job, hyperparameters }, patience(scene));
    if ('notSeen' in again) return again;
    tried.push({ name, value, again });
  }
  return { tried, leftOut: trials.slice(tried.length) };
}

/** Twice as long as the job with the seller's own values, after which nobody waits for a large value to end. */
export function patience({ run }: TrainScene): number {
  return Math.max(leastPatience, 'milliseconds' in run ? 2 * run.milliseconds : 0);
}

/** The ends of a range, and the values of a set. */
export function allowedValues({ name, type, range, values }: ResolvedHyperparameter): readonly Trial[] {
  if (type === 'categorical') return values.map((value) => ({ name, value }));
  return range ? [range.min, range.max].map((value) => ({ name, value: String(value) })) : [];
}

/** Just beyond both ends of a range, and what is not in a set. */
export function otherValues({ name, type, range }: ResolvedHyperparameter): readonly Trial[] {
  if (type === 'categorical') return [{ name, value: 'not-a-value' }];
  if (!range) return [];
  const step = type === 'integer' ? 1 : Math.max((range.max - range.min) / 100, Number.EPSILON);
  const values = [range.min - step, range.max + step];
  return values
    .filter((value) => type !== 'integer' || Number.isSafeInteger(value))
    .map((value) => ({ name, value: String(value) }));
}

/** `rounds = 1, 9; depth = 2`. */
export function trialWords(trials: readonly Trial[]): string {
  const names = [...new Set(trials.map(({ name }) => name))];
  const valuesOf = (name: string) => trials.filter((trial) => trial.name === name).map(({ value }) => value);
  return names.map((name) => `${name} = ${valuesOf(name).join(', ')}`).join('; ');
}

/** What a report adds about values that were not tried. */
export function leftOutWords(leftOut: readonly Trial[]): string {
  return leftOut.length > 0 ? `; left out for time: ${trialWords(leftOut)}` : '';
}
