import type { PlannedFile, View } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { planSamples } from './plan-serving.ts';
import { printed } from './planned.ts';
import { publishView } from './publish-view.ts';
import { sampleFor } from './sample-for.ts';

/**
 * The project of a listing whose image the seller builds: samples, and the guide where it meets no README of theirs. A
 * file for git that is there stays.
 */
export function planOwnImage(listing: ResolvedListing): readonly PlannedFile[] {
  return [
    printed('own-image', 'marketplace/README.md', 'merge', guideView(listing)),
    { ...printed('own-image', '.gitignore', 'seed', {}), seed: 'own-image' },
    ...planSamples(listing),
  ];
}

function guideView(listing: ResolvedListing): View {
  const { title, description, training, artifacts, input, output } = listing;
  return {
    title,
    description,
    isAlgorithm: training !== null,
    input: input.map((type) => ({ type: type.type, sample: sampleFor(type).path })),
    output: output.map(({ type }) => type),
    s3Model: artifacts.mode === 's3' ? artifacts.path : null,
    ...publishView(listing),
  };
}
