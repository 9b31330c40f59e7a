import type { Accepted, Manifest } from '../model/manifest.ts';
import type { InstanceUse, PlacedText } from './manifest-places.ts';

/** An hourly price. */
export interface PlacedPrice extends PlacedText {
  readonly use: InstanceUse;
  /** The instance type; undefined where the price is for all types. */
  readonly type: string | undefined;
}

const uses: readonly InstanceUse[] = ['realtime', 'transform', 'training'];

/** Every hourly price, in the order of the manifest. */
export function hourlyPricesOf({ pricing }: Accepted<Manifest>): PlacedPrice[] {
  return uses.flatMap((use) => {
    const prices = pricing?.hourly?.[use];
    const path = ['pricing', 'hourly', use];
    if (prices === undefined) return [];
    if (typeof prices === 'string') return [{ use, type: undefined, path, value: prices }];
    return Object.entries(prices).flatMap(([type, value]) =>
      value === undefined
        ? []
        : [{ use, type: type === 'default' ? undefined : type, path: [...path, type], value }],
    );
  });
}
