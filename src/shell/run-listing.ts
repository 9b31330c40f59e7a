import { statSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import type { Prepared, RenderedListing } from '../generate.ts';
import { isUnder } from '../model/file-tree.ts';
import type { LocatedProblem } from '../model/problem.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { commandFor } from '../problem/phrasing.ts';
import type { Reportable } from '../report/report-of.ts';
import { buyerDataProblems } from './buyer/buyer-data-problems.ts';
import { hasOwnDockerfile } from './image-files.ts';
import { failureProblem, inFolder, scriptMissingProblem } from './listing-problems.ts';
import { loadListing } from './load-listing.ts';
import type { PolicyPlace } from './policy-files.ts';
import { loadKept } from './rehearse/kept-rehearsal.ts';
import type { SettledListing } from './seen/remember-listing.ts';
import { shownName } from './shown-name.ts';
import { listingPaths } from './tree/listing-paths.ts';
import { runTree, type WantedTree } from './tree/run-tree.ts';

export interface ListingOutcome extends Reportable {
  /** Nothing was ever generated there. */
  readonly isNew: boolean;
  /** The paths to restore that this listing has, as they were written. */
  readonly restored: readonly string[];
  /** Where the listing is as its manifest wants it: what that rests on. Absent where it only looks so. */
  readonly settled?: SettledListing;
}

export interface RunOptions extends PolicyPlace {
  readonly dryRun: boolean;
  /** Paths to overwrite with the generated text. */
  readonly restore?: readonly string[];
  /** Whether files that no run made may be changed. */
  readonly adopts?: boolean;
}

/** One listing from its manifest to its files. Problems are reported for this listing, and do not affect others. */
export function runListing(prepared: Prepared, manifestPath: string, options: RunOptions): ListingOutcome {
  const path = resolve(options.cwd, manifestPath);
  try {
    return renderAndRun(prepared, path, options);
  } catch (error) {
    const problem = inFolder(failureProblem(error, path, prepared.version), dirname(path), options.cwd);
    return { ...nothing, manifest: shownName(path, options.cwd), problems: [problem] };
  }
}

type Rendered = NonNullable<RenderedListing['rendered']>;

const nothing = { isNew: false, status: 'refused', changes: [], restored: [] } as const;

function renderAndRun(prepared: Prepared, path: string, options: RunOptions): ListingOutcome {
  const { cwd, dryRun, restore = [], adopts = false } = options;
  const loaded = loadListing(prepared, path, options);
  const { manifest, folder, rendered, refused, identity, problems } = loaded;
  const kept = loadKept(folder);
  if (!rendered) return { ...nothing, manifest, identity, listing: refused, problems, kept };
  const { listing } = rendered;
  const asked = restore.map((written) => ({ written, place: placeInListing(written, folder, cwd) }));
  const paths = listingPaths(folder, commandFor('generate', manifest));
  const { held, ...outcome } = runTree(paths, asFolderNeeds(rendered, folder), {
    cwd,
    dryRun,
    restore: asked.map(({ place }) => place),
    adopts,
    generator: prepared.version,
  });
  const holds = () =>
    loaded.made.holds() &&
    missingScripts(listing, folder, cwd).length === 0 &&
    buyerDataProblems(listing, { manifest, folder, cwd }).length === 0;
  const has = (place: string) => [...rendered.files.keys()].some((file) => isUnder(file, [place]));
  return {
    ...outcome,
    manifest,
    identity,
    listing,
    problems: [...problems, ...missingScripts(listing, folder, cwd), ...outcome.problems],
    kept,
    restored: asked.filter(({ place }) => has(place)).map(({ written }) => written),
    ...(held && { settled: { path, listing, held, ...loaded.made, holds } }),
  };
}

/** Without `.dockerignore` where it would be in the way of the seller's own Dockerfile. */
function asFolderNeeds(rendered: Rendered, folder: string): WantedTree {
  if (!hasOwnDockerfile(rendered.listing, folder)) return rendered;
  return { ...rendered, files: new Map([...rendered.files].filter(([path]) => path !== '.dockerignore')) };
}

/** A warning for each script that the manifest names and that does not exist. */
function missingScripts(
  { inference, training }: ResolvedListing,
  folder: string,
  cwd: string,
): readonly LocatedProblem[] {
  const entries = { 'inference.entry': inference.entry, 'training.entry': training?.entry ?? null };
  return Object.entries(entries).flatMap(([member, entry]) => {
    if (entry === null || statSync(join(folder, entry), { throwIfNoEntry: false })?.isFile()) return [];
    return [inFolder(scriptMissingProblem(entry, member), folder, cwd)];
  });
}

/** A path in the listing, written relative to it or, as problems print it, to the current folder. */
function placeInListing(written: string, folder: string, cwd: string): string {
  const inListing = posix.normalize(written).replace(/\/$/, '');
  const shown = relative(folder, resolve(cwd, written)).replaceAll('\\', '/');
  if (!shown.startsWith('..') && resolve(cwd) !== folder) return shown;
  return inListing === '.' ? '' : inListing;
}
