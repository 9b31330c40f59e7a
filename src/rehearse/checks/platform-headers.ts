import type { Check } from '../check.ts';
import { invocation } from '../questions.ts';
import { withSoundSample } from '../samples.ts';
import { sources } from '../sources.ts';
import { answerWords, failed, isStatus, passed } from '../verdicts.ts';

/** Headers that SageMaker may add to a call. */
const added = {
  'x-amzn-sagemaker-custom-attributes': 'trace=1; caller="a,b"',
  'x-amzn-sagemaker-inference-id': 'rehearsal-1',
  'x-amzn-sagemaker-target-variant': 'AllTraffic',
  'x-amzn-sagemaker-anything-new': '1',
};

export const platformHeaders: Check = {
  id: 'platform-headers',
  rule: 'The caller’s custom attributes and the headers that SageMaker adds do not disturb a call.',
  source: sources.inference,
  objector: 'buyers suffer',
  phase: 'serve',
  look: withSoundSample(async (scene, sample) => {
    const answer = await scene.server.ask(invocation(scene, sample, { headers: added }));
    if (isStatus(answer, 200, 200))
      return passed(`${Object.keys(added).length} headers: ${answerWords(answer)}`);
    return failed(
      `with ${Object.keys(added).join(', ')}: ${answerWords(answer)}`,
      'ignore headers that the handler does not know',
      (await scene.server.log()).slice(-3),
    );
  }),
};
