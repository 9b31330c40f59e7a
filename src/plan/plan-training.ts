import type { PlannedFile } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { printed } from './planned.ts';

/** The program `train`. Only algorithms have it. */
export function planTraining({ training }: ResolvedListing): readonly PlannedFile[] {
  if (!training) return [];
  return [printed('training', 'bin/train', 'merge', { entry: training.entry }, 0o755)];
}
