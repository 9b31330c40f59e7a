import type { View } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import type { HourlyPrice, ResolvedPricing } from '../model/resolved-page.ts';

/** The instance types of a listing with their prices, as buyers see them. */
export function priceView({ pricing, inference, training }: ResolvedListing): View {
  const uses = [
    [inference.realtimeInstances, pricing?.hourly.realtime],
    [inference.transformInstances, pricing?.hourly.transform],
    [training?.instances ?? [], pricing?.hourly.training],
  ] as const;
  const types = [...new Set(uses.flatMap(([offered]) => offered))];
  return {
    words: pricing ? modelWords(pricing) : '',
    freeTrialDays: pricing?.model === 'free' ? null : (pricing?.freeTrialDays ?? null),
    rows: types.map((type) => {
      const [realtime = '', transform = '', train = ''] = uses.map(([offered, prices]) =>
        offered.includes(type) ? cell(type, offered, prices ?? []) : '',
      );
      return { type, realtime, transform, training: train };
    }),
  };
}

/** Buyers pay for the infrastructure too (seller guide, read 2026-11-29). */
const ofAws = 'AWS charges for the instances besides.';

function modelWords({ model, perInference }: ResolvedPricing): string {
  if (model === 'free') return `Free. ${ofAws}`;
  if (model === 'hourly') return `Paid by the hour of an instance. ${ofAws}`;
  const price = perInference === null ? 'is paid' : `costs $${perInference}`;
  return `Each answer of an endpoint ${price}. Everything else is paid by the hour of an instance. ${ofAws}`;
}

/** What an hour costs, or that the type can be chosen; the first one of a use is the recommended one. */
function cell(type: string, offered: readonly string[], prices: readonly HourlyPrice[]): string {
  const price = prices.find((one) => one.type === type)?.price ?? null;
  const words = price === null ? 'yes' : `$${price}`;
  return offered[0] === type ? `${words}, recommended` : words;
}
