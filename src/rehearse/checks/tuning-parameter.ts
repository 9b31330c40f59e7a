import { lastWords, runAgain } from '../acts/run-again.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const tuningParameter: Check = {
  id: 'tuning-parameter',
  rule: 'A tuning job adds the hyperparameter _tuning_objective_metric, which no manifest names and no training may refuse.',
  source: sources.tuning,
  objector: 'buyers suffer',
  phase: 'train',
  look: async (scene) => {
    const added = {
      _tuning_objective_metric: scene.listing.training?.metrics[0]?.name ?? 'validation:error',
    };
    const result = await runAgain(scene, {
      ...scene.job,
      hyperparameters: { ...scene.job.hyperparameters, ...added },
    });
    if (!result.ok) return notSeen(result.reason);
    const again = result.value;
    if (again.ending?.code === 0) return passed('ended with 0');
    return failed(
      `with it, the training ends with ${again.ending?.code ?? 'nothing'}`,
      'ignore hyperparameters whose name begins with an underscore',
      await lastWords(again),
    );
  },
};
