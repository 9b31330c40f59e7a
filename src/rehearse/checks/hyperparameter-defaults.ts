import { lastWords, runAgain } from '../acts/run-again.ts';
import { patience } from '../acts/try-values.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const hyperparameterDefaults: Check = {
  id: 'hyperparameter-defaults',
  rule: 'A job with the required hyperparameters alone succeeds: a buyer may leave out every other one.',
  source: sources.hyperparameters,
  objector: 'buyers suffer',
  phase: 'train',
  look: async (scene) => {
    const rules = scene.listing.training?.hyperparameters ?? [];
    const required = rules.filter((rule) => rule.required).map(({ name }) => name);
    const left = rules.filter((rule) => !rule.required).map(({ name }) => name);
    const isGiven = left.some((name) => name in scene.job.hyperparameters);
    if (left.length === 0) return notSeen('the listing has no hyperparameter that a job may leave out');
    const words = `without ${left.join(', ')}`;
    if (!isGiven && scene.run.ok && scene.run.value.ending?.code === 0)
      return passed(`${words}, as in the first job: ended with 0`);
    const given = Object.entries(scene.job.hyperparameters).filter(([name]) => required.includes(name));
    const job = { ...scene.job, hyperparameters: Object.fromEntries(given) };
    // Defaults are for real data, so the job is not given the time for all rounds.
    const result = await runAgain(scene, job, 2 * patience(scene));
    if (!result.ok) return notSeen(result.reason);
    const again = result.value;
    if (!again.ending) return passed(`${words}: still running when the time was over`);
    if (again.ending.code === 0) return passed(`${words}: ended with 0`);
    return failed(
      `${words}: ended with ${again.ending.code}`,
      'let the training take the defaults of the manifest, or make the hyperparameter required there',
      await lastWords(again),
    );
  },
};
