import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sampleFor } from '../../generate.ts';
import { buyerFolder, buyerFolders } from '../../model/buyer-data.ts';
import { isUnder } from '../../model/file-tree.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import type { RecordedData } from '../../model/recorded-data.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { commandFor } from '../../problem/phrasing.ts';
import { inFolder, type ListingProblem } from '../listing-problems.ts';
import { readRegularFile } from '../read-regular-file.ts';
import { readMaterial } from '../rehearse/read-material.ts';
import { fingerprint } from '../tree/fingerprint.ts';
import { loadRecorded } from './load-recorded.ts';
import { sourceHashes } from './source-hashes.ts';

interface Place {
  readonly manifest: string;
  readonly folder: string;
  readonly cwd: string;
}

/** What `check` says of the recorded data for buyers: that there is none, or that it is older than what it was made from. */
export function buyerDataProblems(listing: ResolvedListing, place: Place): readonly LocatedProblem[] {
  const { folder, cwd, manifest } = place;
  if (!listing.validation || isUnder(buyerFolder, listing.keep) || !existsSync(join(folder, buyerFolder)))
    return [];
  const fix = `look whether the answers are right, and record them:  ${commandFor('rehearse', manifest)} --record`;
  const output = `${buyerFolder}/${buyerFolders(listing.productType).output}`;
  const recorded = loadRecorded(folder);
  const problems = [
    ...largeSamples(listing, folder),
    ...(recorded ? staleData(recorded, listing, { folder, output, fix }) : [notRecorded(output, fix)]),
  ];
  return problems.map((problem) => inFolder(problem, folder, cwd));
}

/** Only a warning: a listing that is not published yet needs none. */
function notRecorded(path: string, fix: string): ListingProblem {
  return {
    path,
    severity: 'warning',
    code: 'buyer-data-missing',
    what: 'buyers find no answers to the samples here, and their notebook has nothing to compare with',
    fix,
  };
}

/** A run reads no file of this size, so it cannot copy it. */
function largeSamples({ input, keep }: ResolvedListing, folder: string): readonly ListingProblem[] {
  const samples = input.map((type) => sampleFor(type).path).filter((path) => !isUnder(path, keep));
  const large = samples.filter((path) => {
    const read = readRegularFile(join(folder, path));
    return read?.ok && read.value.isLarge;
  });
  return large.map((path) => ({
    path,
    severity: 'warning',
    code: 'buyer-data-missing',
    what: 'this sample has more than 16 MB, so it is not copied for buyers, and their notebook stops where it is to be sent',
    fix: 'put a smaller sample there',
  }));
}

interface Looking {
  readonly folder: string;
  readonly output: string;
  readonly fix: string;
}

function staleData(
  { sources, files }: RecordedData,
  listing: ResolvedListing,
  { folder, output, fix }: Looking,
): readonly ListingProblem[] {
  const stale = (path: string, what: string): ListingProblem => ({
    path,
    code: 'buyer-data-stale',
    what,
    fix,
  });
  const newer = Object.entries(sourceHashes(listing, folder)).filter(
    ([path, hash]) => sources[path] !== hash,
  );
  const changed = Object.entries(files).flatMap(([path, hash]) => {
    const content = isUnder(path, [buyerFolder]) ? readMaterial(folder, path) : undefined;
    if (!content) return [stale(path, 'this file was recorded for buyers, and it is missing')];
    if (fingerprint(content) === hash) return [];
    return [stale(path, 'this file was recorded for buyers, and was changed since')];
  });
  return [
    ...newer.map(([path]) =>
      stale(
        output,
        `the answers that buyers see are older than ${path}, which has changed since they were recorded`,
      ),
    ),
    ...changed,
  ];
}
