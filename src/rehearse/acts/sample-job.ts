import { jobHyperparameters } from '../../model/job-hyperparameters.ts';
import { failure, ok, type Result } from '../../model/result.ts';
import type { Materials } from '../materials.ts';
import type { Job } from '../stage.ts';

/** A job from the seller's data in `local/`, or what is missing for a job. */
export function sampleJob({ listing, hyperparameters, data }: Materials): Result<Job> {
  const rules = listing.training;
  if (!rules) return failure('a model package is not trained');
  const missing = rules.channels.filter(({ name, required }) => required && !data.has(name));
  if (missing.length > 0) {
    const folders = missing.map(({ name }) => `local/input/data/${name}`).join(' and ');
    return failure(`there is no data to train with in ${folders}`);
  }
  const channels = rules.channels.flatMap(({ name, contentTypes }) => {
    const folder = data.get(name);
    return folder === undefined ? [] : [{ name, contentType: contentTypes[0], folder }];
  });
  return ok({ hyperparameters: { ...jobHyperparameters(listing), ...hyperparameters }, channels });
}
