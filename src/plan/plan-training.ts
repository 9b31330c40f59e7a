import type { PlannedFile } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { frameworkFilesOf } from './framework-files.ts';
import { copied, printed } from './planned.ts';

/** What runs as `train`: the entry point, the runner and the seller's training code. Only algorithms have it. */
export function planTraining(listing: ResolvedListing): readonly PlannedFile[] {
  if (!listing.training) return [];
  const { seeds, training } = frameworkFilesOf(listing);
  return [
    printed('training', 'bin/train', 'merge', {}, 0o755),
    copied('runtime/training.ts', 'own'),
    copied('runtime/trainer.ts', 'own'),
    copied('runtime/training-job.ts', 'own'),
    ...['csv-table.ts', 'scores.ts', ...training].map((name) => copied(`runtime/${name}`, 'own')),
    copied('src/training.ts', 'seed', `${seeds}/training.ts`),
  ];
}
