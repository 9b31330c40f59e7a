import type { PlannedFile } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { usesCompat } from './plan-code.ts';
import { printed } from './planned.ts';
import { quietLibraries } from './quiet-libraries.ts';

/** The program `train`. Only algorithms have it. */
export function planTraining(listing: ResolvedListing): readonly PlannedFile[] {
  const { training } = listing;
  if (!training) return [];
  const importsModules = training.entry !== null && listing.inference.entry !== null;
  const view = {
    entry: training.entry,
    quiet: quietLibraries(listing),
    usesCompat: usesCompat(listing),
    importsModules,
  };
  return [printed('training', 'bin/train', 'merge', view, 0o755)];
}
