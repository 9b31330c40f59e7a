import { compareAnswers } from '../answers/compare-answers.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const expectedAnswers: Check = {
  id: 'expected-answers',
  rule: 'The answers to the samples are the right ones: those that lie beside the samples.',
  source: sources.listing,
  objector: 'buyers suffer',
  phase: 'serve',
  look: async (scene) => {
    if (scene.expected === undefined) return notSeen('they are recorded in this run');
    if (scene.expected.bodies.size === 0)
      return {
        ...failed(
          'no expected answers lie beside the samples, so nobody sees a wrong one',
          'look whether the answers are right, and record them:  sagemaker-mkt rehearse --record',
        ),
        objector: 'good practice',
      };
    const { count, differences } = await compareAnswers(scene, scene.expected);
    if (differences.length > 0)
      return failed(
        'the samples get other answers than the expected ones',
        'mend the model or the code; or, if the new answers are right,  sagemaker-mkt rehearse --record',
        differences,
      );
    return count > 0
      ? passed(`${count} as expected`)
      : notSeen('no expected answer is for a pair that is answered');
  },
};
