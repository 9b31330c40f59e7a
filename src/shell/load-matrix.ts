import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { explainListing, type Prepared } from '../generate.ts';
import type { MatrixListing } from '../model/matrix-listing.ts';
import { failure, ok, type Result } from '../model/result.ts';
import { loadManifest } from './load-manifest.ts';
import type { PolicyPlace } from './policy-files.ts';
import type { UsageFault } from './report-usage.ts';
import { shownName } from './shown-name.ts';

/** The listings that CI has to check, sorted by path. */
export function loadMatrix(
  prepared: Prepared,
  manifests: readonly string[],
  place: PolicyPlace,
): Result<readonly MatrixListing[], UsageFault> {
  const listings = manifests.map((manifest) => loadListing(prepared, manifest, place));
  const broken = listings.find(({ manifest }) => /[\r\n]/.test(manifest));
  if (broken) return failure(lineBreakIn(broken.manifest));
  return ok(listings.sort((a, b) => (a.manifest < b.manifest ? -1 : 1)));
}

function loadListing(prepared: Prepared, manifest: string, place: PolicyPlace): MatrixListing {
  const { entry, files } = loadManifest(manifest, place);
  const known = { folder: shownName(dirname(manifest), place.cwd), manifest: entry };
  const listing = existsSync(manifest) ? explainListing(prepared, entry, files).resolved?.value : undefined;
  if (!listing) return { ...known, name: basename(dirname(manifest)), type: null, images: [] };
  const { inference, training, combined } = listing.images;
  const images = training === null || combined ? [inference] : [inference, training];
  return { ...known, name: listing.name, type: listing.productType, images };
}

/** Jobs get their listings one per line, so a name with a line break would be read as two. */
function lineBreakIn(manifest: string): UsageFault {
  return {
    what: `${JSON.stringify(manifest)} has a line break in its path, and CI hands listings to its jobs one a line`,
    fix: 'rename the folder',
  };
}
