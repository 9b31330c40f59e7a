import type { PlannedFile, View } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { servingFacts, servingLimits } from './contract-view.ts';
import { printed } from './planned.ts';
import { sampleFor } from './sample-for.ts';

/**
 * Serving as AWS's walk-through has it: `serve` and `web_app_serve.py` beside the manifest, and around the seller's Flask
 * app the parts of the runtime in Python. There is no Node in the image of a model package.
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
    limits: servingLimits(listing),
  };
}
