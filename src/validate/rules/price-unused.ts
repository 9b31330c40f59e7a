import { offeredInstances } from '../../model/offered-instances.ts';
import type { ManifestPath } from '../../model/problem.ts';
import { closestName } from '../../problem/closest-name.ts';
import { pathInWords } from '../../problem/phrasing.ts';
import type { InstanceUse } from '../manifest-places.ts';
import { hourlyPricesOf, type PlacedPrice } from '../price-places.ts';
import type { Rule, RuleContext, Violation } from './rule.ts';

/** A price is for something that buyers pay. A table of prices in a file that listings extend may have more. */
export const priceUnused: Rule = {
  code: 'price-unused',
  check(context) {
    const { manifest, ownKeys } = context;
    if (!ownKeys.has('pricing') || manifest.pricing?.model === undefined) return [];
    return [...notOfModel(context), ...notOfProduct(context)];
  },
};

/** Members that the pricing model has no use for. */
function notOfModel({ manifest: { pricing } }: RuleContext): Violation[] {
  const { model, hourly, perInference, freeTrialDays } = pricing ?? {};
  const unused = (member: ManifestPath, value: unknown, because: string) =>
    value === undefined
      ? []
      : [violation(['pricing', ...member], because, 'remove it, or choose another `pricing.model`')];
  if (model === 'free')
    return [
      ...unused(['hourly'], hourly, 'the product is free'),
      ...unused(['perInference'], perInference, 'the product is free'),
      ...unused(['freeTrialDays'], freeTrialDays, 'the product is free'),
    ];
  if (model === 'hourly') return unused(['perInference'], perInference, 'buyers pay by the hour');
  return unused(
    ['hourly', 'realtime'],
    hourly?.realtime,
    'buyers pay each answer of an endpoint, and not its hours',
  );
}

/** Prices of uses and instance types that the product does not offer. */
function notOfProduct({ manifest, catalogue }: RuleContext): Violation[] {
  const { pricing, product } = manifest;
  if (pricing?.model === 'free' || product?.type === undefined) return [];
  const offered = offeredInstances(manifest, catalogue);
  const isSold = (use: InstanceUse) => use !== 'realtime' || pricing?.model === 'hourly';
  const trains = product.type === 'algorithm';
  return [
    ...(pricing?.hourly?.training !== undefined && !trains
      ? [violation(['pricing', 'hourly', 'training'], 'nobody trains a model package', 'remove it')]
      : []),
    ...hourlyPricesOf(manifest).flatMap((price) =>
      isSold(price.use) && (price.use !== 'training' || trains) ? notOffered(price, offered[price.use]) : [],
    ),
  ];
}

function notOffered({ path, type, use }: PlacedPrice, offered: readonly string[]): Violation[] {
  if (type === undefined || offered.includes(type)) return [];
  const near = closestName(type, offered);
  const list = use === 'training' ? 'training.instances' : `inference.instances.${use}`;
  return [
    violation(
      path,
      `the product does not offer ${type} there`,
      near ? `write ${near}, or add ${type} to \`${list}\`` : `remove it, or add ${type} to \`${list}\``,
    ),
  ];
}

function violation(at: ManifestPath, because: string, fix: string): Violation {
  return { at, atKey: true, severity: 'warning', what: `nobody pays ${pathInWords(at)}`, because, fix };
}
