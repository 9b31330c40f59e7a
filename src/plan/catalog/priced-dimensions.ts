import type { ResolvedListing } from '../../model/resolved-listing.ts';

/** What buyers pay for, as AWS names it, and its price in US dollars. */
export interface PricedDimension {
  readonly key: string;
  readonly price: string;
}

/**
 * Every dimension of the product: AWS Marketplace sells it only when each instance type has a price in each use. The
 * hours of an endpoint are not sold where its answers are.
 */
export function pricedDimensions({
  pricing,
  inference,
  training,
}: ResolvedListing): readonly PricedDimension[] {
  const { realtime = [], transform = [], training: trained = [] } = pricing?.hourly ?? {};
  const perInference = pricing?.model === 'per-inference';
  return [
    ...(perInference
      ? [{ key: 'm.i.c', price: plainPrice(pricing.perInference) }]
      : dimensions('m.i.r', inference.realtimeInstances, realtime)),
    ...dimensions('m.i.b', inference.transformInstances, transform),
    ...dimensions('a.t', training?.instances ?? [], trained),
  ];
}

function dimensions(
  operation: string,
  types: readonly string[],
  prices: readonly { readonly type: string; readonly price: string | null }[],
): readonly PricedDimension[] {
  const priceOf = new Map(prices.map(({ type, price }) => [type, price]));
  return types.map((type) => ({
    key: `${type}.${operation}`,
    price: plainPrice(priceOf.get(type) ?? null),
  }));
}

/** AWS counts the digits before the point. A free product has no prices in its manifest. */
function plainPrice(price: string | null): string {
  return (price ?? '0').replace(/^0+(?=\d)/, '');
}
