import type { Check } from '../check.ts';
import { invocation } from '../questions.ts';
import { sources } from '../sources.ts';
import { answerWords, failed, isStatus, passed, whoMissesAnAnswer } from '../verdicts.ts';

export const undeclaredType: Check = {
  id: 'undeclared-type',
  rule: 'A body of a type that the listing does not declare is refused as the caller’s fault (415), because SageMaker passes on any type.',
  source: sources.resource,
  objector: 'good practice',
  phase: 'serve',
  look: async (scene) => {
    const body = new TextEncoder().encode('x');
    const answer = await scene.server.ask(invocation(scene, { type: 'application/x-undeclared', body }));
    if (isStatus(answer, 400, 499)) return passed(answerWords(answer));
    return failed(
      `application/x-undeclared: ${answerWords(answer)}`,
      'compare the Content-Type with those of the listing before anything is read, and answer 415',
      (await scene.server.log()).slice(-3),
      whoMissesAnAnswer([answer]),
    );
  },
};
