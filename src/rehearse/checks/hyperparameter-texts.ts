import { lastWords, runAgain } from '../acts/run-again.ts';
import { patience } from '../acts/try-values.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const hyperparameterTexts: Check = {
  id: 'hyperparameter-texts',
  rule: 'Every hyperparameter comes as text, and from the Python SDK as JSON text, such as "\\"3\\"": both mean the same.',
  source: sources.trainingToolkit,
  objector: 'good practice',
  phase: 'train',
  look: async (scene) => {
    const defaults = (scene.listing.training?.hyperparameters ?? []).flatMap((rule) =>
      rule.default === null ? [] : [[rule.name, String(rule.default)]],
    );
    const values = { ...Object.fromEntries(defaults), ...scene.job.hyperparameters };
    const names = Object.keys(values);
    if (names.length === 0) return notSeen('the listing has no hyperparameter');
    const texts = Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]);
    const job = { ...scene.job, hyperparameters: Object.fromEntries(texts) };
    const result = await runAgain(scene, job, 2 * patience(scene));
    if (!result.ok) return notSeen(result.reason);
    const again = result.value;
    if (!again.ending || again.ending.code === 0) return passed(`${names.join(', ')}: taken`);
    return failed(
      `${names.join(', ')} as JSON: ended with ${again.ending.code}`,
      'read a value that is a text of JSON as what the text says',
      await lastWords(again),
    );
  },
};
