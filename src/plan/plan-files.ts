import type { FilePlan } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { planImage } from './plan-image.ts';
import { planMarketplace } from './plan-marketplace.ts';
import { planProject } from './plan-project.ts';
import { planServing } from './plan-serving.ts';
import { planTraining } from './plan-training.ts';
import { planUpload } from './plan-upload.ts';

/** Every file of a listing, by this version of ours, sorted by path. Nothing is planned that the manifest does not call for. */
export function planFiles(listing: ResolvedListing, generator: string): FilePlan {
  const files = [planProject, planImage, planServing, planTraining, planUpload, planMarketplace].flatMap(
    (plan) => plan(listing, generator),
  );
  const sorted = files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const twice = sorted.find(
    (file, index) => file.path.toLowerCase() === sorted[index - 1]?.path.toLowerCase(),
  );
  if (twice) throw new Error(`two plans make ${twice.path}`);
  return sorted;
}
