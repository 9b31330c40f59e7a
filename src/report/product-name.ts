import type { ListingReport } from '../model/listing-report.ts';
import { shortName } from './align-rows.ts';

/** A manifest that cannot be read has no name, so the listing goes by its folder. */
export function productName({ name, manifest }: ListingReport): string {
  return name ?? shortName(manifest);
}
