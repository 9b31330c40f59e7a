import { failure, ok, type Result } from '../../model/result.ts';
import { once } from '../../text/once.ts';
import type { FinishedJob, SampleRun, TrainScene } from '../check.ts';
import type { Job, Training } from '../stage.ts';
import { timeWords } from '../verdicts.ts';

/** A training that takes longer is not repeated. */
const longest = 30_000;

/** A training shorter than this does little more than start. */
const quick = 3000;

/** The wanted number where jobs are short; a longer job gets the whole machine and its memory. */
export function jobsAtOnce(run: SampleRun, wanted: number): number {
  return run.ok && run.value.milliseconds < quick ? wanted : 1;
}

/** Waits for the end of a job, and stops it when the time is over. */
export async function finishJob(training: Training, limitMs: number): Promise<FinishedJob> {
  const ending = await training.ended(limitMs);
  if (!ending) await training.stop(0);
  const { model } = training;
  return { ending, failure: once(training.failure), model, log: once(() => training.log()) };
}

/** Runs another job, unless the first one failed or was too slow. */
export async function runAgain(
  { stage, limits, run }: TrainScene,
  job: Job,
  limitMs: number = limits.training,
): Promise<Result<FinishedJob>> {
  if (!run.ok || run.value.ending?.code !== 0) return failure('the training did not succeed');
  const { milliseconds } = run.value;
  if (milliseconds > longest)
    return failure(`a training takes ${timeWords(milliseconds)}, too long to be repeated`);
  const training = await stage.train(job);
  return training.ok ? ok(await finishJob(training.value, limitMs)) : training;
}

/** The reason that the buyer would read. */
export async function reasonOf({ failure }: FinishedJob): Promise<string> {
  return (await failure())?.trim() ?? '';
}

/** The reason, and the last lines that it printed. */
export async function lastWords(job: FinishedJob, lines = 3): Promise<readonly string[]> {
  const [reason, log] = await Promise.all([reasonOf(job), job.log()]);
  return [...reason.split('\n'), ...log.slice(-lines)].filter((line) => line !== '');
}
