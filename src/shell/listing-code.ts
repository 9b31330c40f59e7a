import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { declaredPython, installsOthers, packagesIn } from '../imports/declared-packages.ts';
import { joined, type ScannedCode } from '../imports/image-code.ts';
import type { Answer, Installed } from '../imports/judge-imports.ts';
import { scanServing, scanTraining } from '../imports/scan-listing.ts';
import { isOwnImage } from '../model/own-image.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { dockerfileOf, type ImageOf, imageFilesOf } from './image-files.ts';
import { npmPackages } from './npm-packages.ts';
import { readRegularText } from './read-regular-file.ts';

/** What the seller's code imports, and what the images have, as far as the listing's folder says it. */
export interface ListingCode {
  readonly scanned: ScannedCode;
  readonly installed: Installed;
  /** The packages that pip installs, without what they bring; undefined where they are not known. */
  readonly requirements: readonly string[] | undefined;
}

/** Undefined where the Dockerfile or the image is not ours, or there is none: nobody knows what that image has. */
export function listingCode(listing: ResolvedListing, folder: string): ListingCode | undefined {
  if (isOwnImage(listing)) return undefined;
  const roles: readonly ImageOf[] = listing.training ? ['serve', 'train'] : ['serve'];
  const scans = roles.map((role) => scan(listing, folder, role));
  if (scans.includes(undefined)) return undefined;
  const scanned = joined(scans.flatMap((one) => one ?? []));
  const read = (path: string) => readRegularText(join(folder, path));
  const [requirements, lock] = [read('requirements.txt'), read('requirements.lock')];
  const hasOthers =
    scanned.changesPath ||
    listing.base.made.from === 'container' ||
    // The image of a program may have anything, but for one that has our own Python.
    (listing.server !== null && listing.framework.pythonImage === null) ||
    roles.some((role) => installsOthers(read(dockerfileOf(listing, role)) ?? ''));
  const packages = hasOthers ? undefined : packagesIn(lock ?? requirements);
  const { answer, devDependencies } = npmPackages(folder);
  const hasNpm = listing.framework.framework.family === 'node';
  return {
    scanned,
    requirements: packages,
    installed: {
      python: declaredPython({ requirements, lock, hasOthers }),
      npm: (name): Answer => (hasOthers ? 'unknown' : hasNpm ? answer(name) : 'missing'),
      words: { hasNpm, hasLock: lock !== undefined, devDependencies },
    },
  };
}

function scan(listing: ResolvedListing, folder: string, role: ImageOf): ScannedCode | undefined {
  const files = imageFilesOf(listing, folder, role);
  if (!files) return undefined;
  const code = {
    files,
    read: (path: string) => readRegularText(join(folder, path)),
    has: (path: string) => existsSync(join(folder, path)),
  };
  return role === 'serve' ? scanServing(listing, code, isBuiltin) : scanTraining(listing, code, isBuiltin);
}
