import type { Json } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';

/** The prices to set: AWS Marketplace sells a product only when every supported type has a price for every use. */
export function rateCard({ inference, training }: ResolvedListing): readonly string[] {
  return [
    ...inference.realtimeInstances.map((type) => `${type}.m.i.r`),
    ...inference.transformInstances.map((type) => `${type}.m.i.b`),
    ...(training?.instances ?? []).map((type) => `${type}.a.t`),
  ];
}

/** The first type of each use in the manifest. */
export function recommendedInstances({ inference, training }: ResolvedListing): Json {
  return {
    RealtimeInference: inference.realtimeInstances[0] ?? '',
    BatchTransform: inference.transformInstances[0] ?? '',
    ...(training && { Training: training.instances[0] ?? '' }),
  };
}
