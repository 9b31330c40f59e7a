import { dirname, resolve } from 'node:path';
import { type Prepared, renderListing } from '../generate.ts';
import type { Change } from '../model/change-set.ts';
import type { ListingStatus } from '../model/listing-report.ts';
import type { LocatedProblem } from '../model/problem.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { inFolder, systemProblem } from './file-problems.ts';
import { loadManifest, shownName } from './load-manifest.ts';
import { runTree } from './tree/run-tree.ts';
import { listingSite } from './tree/site.ts';

export interface ListingOutcome {
  /** The manifest, relative to where the command runs. */
  readonly manifest: string;
  readonly status: ListingStatus;
  /** Undefined where errors kept the manifest from being understood. */
  readonly listing?: ResolvedListing | undefined;
  /** Empty when an error kept the listing from being rendered. */
  readonly changes: readonly Change[];
  readonly problems: readonly LocatedProblem[];
}

export interface RunOptions {
  readonly cwd: string;
  readonly dryRun: boolean;
  /** Paths that are to be as they are generated, whatever is there. */
  readonly restore?: readonly string[];
}

/** One listing from its manifest to its files. Whatever is wrong with it is told of it, and harms no other. */
export function runListing(prepared: Prepared, manifestPath: string, options: RunOptions): ListingOutcome {
  try {
    return renderAndRun(prepared, manifestPath, options);
  } catch (error) {
    const problem = systemProblem(error);
    if (!problem) throw error;
    const folder = dirname(resolve(options.cwd, manifestPath));
    return {
      manifest: shownName(resolve(options.cwd, manifestPath), options.cwd),
      status: 'refused',
      changes: [],
      problems: [inFolder(problem, folder, options.cwd)],
    };
  }
}

function renderAndRun(prepared: Prepared, manifestPath: string, options: RunOptions): ListingOutcome {
  const { entry, files } = loadManifest(manifestPath, options.cwd);
  const { rendered, listing, problems } = renderListing(prepared, entry, files);
  if (!rendered) return { manifest: entry, status: 'refused', changes: [], problems };
  const folder = dirname(resolve(options.cwd, manifestPath));
  const { cwd, dryRun, restore = [] } = options;
  const outcome = runTree(listingSite(folder), rendered, {
    cwd,
    dryRun,
    restore,
    generator: prepared.version,
  });
  return { ...outcome, manifest: entry, listing, problems: [...problems, ...outcome.problems] };
}
