import type { Seen } from '../../model/rehearsal.ts';
import type { FinishedJob, TrainScene } from '../check.ts';
import type { Job } from '../stage.ts';
import { failed, notSeen, passed } from '../verdicts.ts';
import { reasonOf, runAgain } from './run-again.ts';

/** A job that cannot succeed must end with another code than 0, and write the reason where the buyer reads it. */
export async function judgeFailure(scene: TrainScene, job: Job, wrong: string): Promise<Seen> {
  const result = await runAgain(scene, job);
  if (!result.ok) return notSeen(result.reason);
  const again = result.value;
  const endFix = 'check the job before the work begins, and exit with another code than 0';
  if (again.ending?.code === 0)
    return failed(`${wrong}: the training ended with 0`, endFix, (await again.log()).slice(-5));
  return judgeReason(again, wrong, {
    endFix,
    reasonFix: 'write the cause into /opt/ml/output/failure before the training ends',
  });
}

/** A job that may succeed or fail; if it fails, it must write the reason where the buyer reads it. */
export async function judgeRefusal(scene: TrainScene, job: Job, unusual: string): Promise<Seen> {
  const result = await runAgain(scene, job);
  if (!result.ok) return notSeen(result.reason);
  const again = result.value;
  if (again.ending?.code === 0) return passed(`${unusual}: taken`);
  return judgeReason(again, unusual, {
    endFix: 'end the job where its data cannot be read',
    reasonFix: 'catch what reading the data can cause, and write it into /opt/ml/output/failure',
  });
}

/** How many characters of the reason SageMaker shows. */
const shown = 1024;

async function judgeReason(
  again: FinishedJob,
  job: string,
  { endFix, reasonFix }: { readonly endFix: string; readonly reasonFix: string },
): Promise<Seen> {
  const { ending } = again;
  if (!ending) return failed(`${job}: the training did not end`, endFix, (await again.log()).slice(-5));
  const reason = await reasonOf(again);
  if (reason === '') {
    const state = (await again.failure()) === undefined ? 'is not there' : 'is empty';
    const words = `${job}: ended with ${ending.code}, and /opt/ml/output/failure ${state}`;
    return failed(words, reasonFix, (await again.log()).slice(-5));
  }
  const isLong = reason.length > shown ? `; the first ${shown} of ${reason.length} characters are shown` : '';
  return passed(`${job}: ended with ${ending.code}${isLong}`, [reason.slice(0, 300)]);
}
