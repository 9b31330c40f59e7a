import type { Seen } from '../../model/rehearsal.ts';
import type { TrainScene } from '../check.ts';
import type { Job } from '../stage.ts';
import { failed, notSeen, passed } from '../verdicts.ts';
import { reasonOf, runAgain } from './run-again.ts';

/** A job that may succeed or not; where it does not, it says why where the buyer reads it. */
export async function judgeRefusal(scene: TrainScene, job: Job, unusual: string): Promise<Seen> {
  const again = await runAgain(scene, job);
  if ('notSeen' in again) return notSeen(again.notSeen);
  const { ending, log } = again;
  const reason = reasonOf(again);
  if (ending?.code === 0) return passed(`${unusual}: taken`);
  if (!ending)
    return failed(
      `${unusual}: the training went on and on`,
      'end the job where its data cannot be read',
      log.slice(-5),
    );
  if (reason !== '') return passed(`${unusual}: ended with ${ending.code}`, [reason.slice(0, 300)]);
  return failed(
    `${unusual}: ended with ${ending.code}, and /opt/ml/output/failure says nothing`,
    'catch what reading the data can cause, and write it into /opt/ml/output/failure',
    log.slice(-5),
  );
}
