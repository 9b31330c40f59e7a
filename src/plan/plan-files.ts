import type { FilePlan } from '../model/file-plan.ts';
import { isOwnImage } from '../model/own-image.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import type { ListingImports } from './listing-imports.ts';
import { planCode } from './plan-code.ts';
import { planImage } from './plan-image.ts';
import { planMarketplace } from './plan-marketplace.ts';
import { planOwnImage } from './plan-own-image.ts';
import { planProject } from './plan-project.ts';
import { planServing } from './plan-serving.ts';
import { planTraining } from './plan-training.ts';
import { planUpload } from './plan-upload.ts';

/** What a plan needs from this generator. */
export interface Generator {
  readonly version: string;
  readonly imports: ListingImports;
}

/** Every file of a listing, sorted by path. Only files that the manifest needs are planned. */
export function planFiles(listing: ResolvedListing, { version, imports }: Generator): FilePlan {
  const ours = [planProject, planImage, planServing, planTraining, planUpload, planMarketplace];
  const plans = isOwnImage(listing) ? [planOwnImage, planUpload, planMarketplace] : ours;
  const code = isOwnImage(listing) ? [] : planCode(listing, imports);
  const files = [...code, ...plans.flatMap((plan) => plan(listing, version))];
  const sorted = files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const twice = sorted.find(
    (file, index) => file.path.toLowerCase() === sorted[index - 1]?.path.toLowerCase(),
  );
  if (twice) throw new Error(`two plans make ${twice.path}`);
  return sorted;
}
