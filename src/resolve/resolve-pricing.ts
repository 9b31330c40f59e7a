import type { Manifest } from '../model/manifest.ts';
import type { PriceOfUse } from '../model/product-page.ts';
import type { ResolvedInference, ResolvedTraining } from '../model/resolved-listing.ts';
import type { HourlyPrice, ResolvedPricing } from '../model/resolved-page.ts';

/** The price of every instance type that buyers pay by the hour. */
export function resolvePricing(
  { pricing }: Manifest,
  { realtimeInstances, transformInstances }: ResolvedInference,
  training: ResolvedTraining | null,
): ResolvedPricing | null {
  if (!pricing) return null;
  const { model, hourly = {}, perInference = null, freeTrialDays = null } = pricing;
  const isSold = model !== 'free';
  return {
    model,
    hourly: {
      realtime: model === 'hourly' ? pricesOf(realtimeInstances, hourly.realtime) : [],
      transform: isSold ? pricesOf(transformInstances, hourly.transform) : [],
      training: isSold ? pricesOf(training?.instances ?? [], hourly.training) : [],
    },
    perInference,
    freeTrialDays,
  };
}

function pricesOf(types: readonly string[], prices: PriceOfUse = {}): readonly HourlyPrice[] {
  return types.map((type) => ({
    type,
    price: typeof prices === 'string' ? prices : (prices[type] ?? prices['default'] ?? null),
  }));
}
