import type { SampleRun, TrainScene } from '../check.ts';
import type { Ending, Job, Trained } from '../stage.ts';
import { timeWords } from '../verdicts.ts';

/** A training that takes longer is not repeated. */
const longest = 30_000;

/** A training shorter than this does little more than start. */
const quick = 3000;

/** The wanted number where jobs are short; a longer job gets the whole machine and its memory. */
export function jobsAtOnce(run: SampleRun, wanted: number): number {
  return 'milliseconds' in run && run.milliseconds < quick ? wanted : 1;
}

export interface Again {
  readonly ending: Ending | undefined;
  readonly trained: Trained;
  readonly log: readonly string[];
}

/** Runs another job, unless the first one failed or was too slow. */
export async function runAgain(
  { stage, limits, run }: TrainScene,
  job: Job,
  limitMs: number = limits.training,
): Promise<Again | { readonly notSeen: string }> {
  if ('notStarted' in run || run.ending?.code !== 0) return { notSeen: 'the training did not succeed' };
  if (run.milliseconds > longest)
    return { notSeen: `a training takes ${timeWords(run.milliseconds)}, too long to be repeated` };
  const training = await stage.train(job);
  if ('notStarted' in training) return { notSeen: training.notStarted };
  const ending = await training.ended(limitMs);
  if (!ending) await training.stop(0);
  return { ending, trained: await training.results(), log: await training.log() };
}

/** The reason that the buyer would read. */
export function reasonOf({ trained }: Again): string {
  return trained.failure?.trim() ?? '';
}
