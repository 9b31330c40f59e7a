import type { Seen } from '../../model/rehearsal.ts';
import type { TrainScene } from '../check.ts';
import type { Job } from '../stage.ts';
import { failed, notSeen, passed } from '../verdicts.ts';
import { reasonOf, runAgain } from './run-again.ts';

/** As many characters as SageMaker shows of the reason. */
const shown = 1024;

/** A job that cannot succeed must end with another code than 0, and say why where the buyer reads it. */
export async function judgeFailure(scene: TrainScene, job: Job, wrong: string): Promise<Seen> {
  const again = await runAgain(scene, job);
  if ('notSeen' in again) return notSeen(again.notSeen);
  const { ending, trained, log } = again;
  if (!ending) return failed(`${wrong}: the training went on and on`, endFix, log.slice(-5));
  if (ending.code === 0) return failed(`${wrong}: the training ended with 0`, endFix, log.slice(-5));
  const reason = reasonOf(again);
  if (reason === '')
    return failed(
      `${wrong}: ended with ${ending.code}, and /opt/ml/output/failure ${trained.failure === undefined ? 'is not there' : 'is empty'}`,
      'write the cause into /opt/ml/output/failure before the training ends',
      log.slice(-5),
    );
  const isLong = reason.length > shown ? `; the first ${shown} of ${reason.length} characters are shown` : '';
  return passed(`${wrong}: ended with ${ending.code}${isLong}`, [reason.slice(0, 300)]);
}

const endFix = 'check the job before the work begins, and exit with another code than 0';
