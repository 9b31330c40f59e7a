import type { PlannedFile, View } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { servingFacts, servingLimits } from './contract-view.ts';
import { printed } from './planned.ts';
import { sampleFor } from './sample-for.ts';

/**
 * Serving as in AWS's walk-through: `serve` and `web_app_serve.py` are beside the manifest, and the Python runtime is
 * around the seller's Flask app. The image of a model package has no Node.
 */
export function planFlask(listing: ResolvedListing, generator: string): readonly PlannedFile[] {
  return [
    printed('flask', 'serve', 'merge', {}, 0o755),
    printed('flask', 'runtime/contract.py', 'own', flaskContractView(listing, generator)),
  ];
}

function flaskContractView(listing: ResolvedListing, generator: string): View {
  return {
    ...servingFacts(listing),
    generator,
    samples: listing.input.map((type) => ({ type: type.type, path: sampleFor(type).path })),
    limits: { ...servingLimits(listing), preload: listing.inference.preload },
  };
}
