import { runAgain } from '../acts/run-again.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import type { TrainedFile } from '../stage.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

/** The names that libraries use for the hyperparameter that makes a training repeatable. */
const seed = /^(?:.*[_-])?(?:seed|random[_-]?state)$/i;

export const sameModel: Check = {
  id: 'same-model',
  rule: 'A hyperparameter that is a seed works as its name says: the same job makes the same model twice.',
  source: sources.none,
  objector: 'good practice',
  phase: 'train',
  look: async (scene) => {
    const rule = scene.listing.training?.hyperparameters.find(({ name }) => seed.test(name));
    if (!rule) return notSeen('no hyperparameter of the listing is a seed');
    const value = scene.job.hyperparameters[rule.name] ?? String(rule.default ?? rule.range?.min ?? 1);
    const job = { ...scene.job, hyperparameters: { ...scene.job.hyperparameters, [rule.name]: value } };
    const first = await runAgain(scene, job);
    if (!first.ok) return notSeen(first.reason);
    const second = await runAgain(scene, job);
    if (!second.ok) return notSeen(second.reason);
    if (first.value.ending?.code !== 0 || second.value.ending?.code !== 0)
      return notSeen('a job with a seed does not succeed');
    const models = await Promise.all([first, second].map(({ value }) => value.model()));
    const files = models.map((model) => model.files);
    if (files.flat().some(({ digest }) => digest === undefined))
      return notSeen('the model is too large to compare');
    const different = differences(files[0] ?? [], files[1] ?? []);
    if (different.length === 0)
      return passed(`${rule.name} = ${value}: the same bytes in ${files[0]?.length} files, twice`);
    return failed(
      `${rule.name} = ${value}: two jobs differ in ${different.slice(0, 5).join(', ')}`,
      'give the seed to everything that draws random numbers, and write no times into the model',
    );
  },
};

function differences(before: readonly TrainedFile[], after: readonly TrainedFile[]): readonly string[] {
  const digests = (files: readonly TrainedFile[]) => new Map(files.map(({ path, digest }) => [path, digest]));
  const [old, young] = [digests(before), digests(after)];
  const paths = [...new Set([...old.keys(), ...young.keys()])].sort();
  return paths.filter((path) => old.get(path) !== young.get(path));
}
