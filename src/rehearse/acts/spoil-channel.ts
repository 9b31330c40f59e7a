import type { CheckOf } from '../check.ts';
import type { JobChannel } from '../stage.ts';
import { notSeen } from '../verdicts.ts';
import { judgeRefusal } from './judge-ending.ts';

/** A job whose first channel has other content than the seller's. */
export function spoilChannel(
  content: NonNullable<JobChannel['content']>,
  words: string,
): CheckOf<'train'>['look'] {
  return (scene) => {
    const [first, ...others] = scene.job.channels;
    if (!first) return notSeen('the job has no channel');
    const job = { ...scene.job, channels: [{ ...first, content }, ...others] };
    return judgeRefusal(scene, job, `${first.name} ${words}`);
  };
}
