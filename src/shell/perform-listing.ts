import { resolve } from 'node:path';
import type { Prepared } from '../generate.ts';
import type { FileTree } from '../model/file-tree.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { failure, ok, type Result } from '../model/result.ts';
import { printError } from '../problem/print-error.ts';
import { problemValues } from '../problem/problems-as-json.ts';
import { type ExitCode, exitCodeFor, exitCodes } from './exit-code.ts';
import { loadListing } from './load-listing.ts';
import type { PolicyPlace } from './policy-files.ts';
import { Refusal, WrongCall } from './refusal.ts';
import { reportFailure } from './report-failure.ts';
import { reportProblems } from './report-problems.ts';
import { shownName } from './shown-name.ts';
import type { Terminal } from './terminal.ts';

export interface RenderedForRun {
  readonly manifest: string;
  readonly listing: ResolvedListing;
  readonly files: FileTree;
  readonly folder: string;
}

/** What was done with one listing. */
export interface Performed {
  /** For people. */
  readonly text: string;
  /** For JSON. */
  readonly values: object;
  /** The next step, for people. */
  readonly next?: string;
  /** `done` where it is absent. */
  readonly code?: ExitCode;
}

export type Perform<Done extends Performed> = (listing: RenderedForRun) => Promise<Done>;

/** Result of one listing. */
export interface Outcome<Done extends Performed = Performed> {
  readonly manifest: string;
  readonly code: ExitCode;
  /** For JSON. */
  readonly values: object;
  /** Fails with a few words on why nothing was done. */
  readonly performed: Result<Done>;
}

export interface ListingPlace extends PolicyPlace {
  readonly terminal: Terminal;
}

/** Renders one listing and performs something with it. Its problems are reported, and do not affect other listings. */
export async function performListing<Done extends Performed>(
  prepared: Prepared,
  path: string,
  place: ListingPlace,
  perform: Perform<Done>,
): Promise<Outcome<Done>> {
  try {
    return await renderAndPerform(prepared, path, place, perform);
  } catch (error) {
    const manifest = shownName(resolve(place.cwd, path), place.cwd);
    const code = reportFailure(place.terminal, error);
    const why = error instanceof Error ? error.message : String(error);
    return { manifest, code, values: { manifest, problems: [], status: 'refused' }, performed: failure(why) };
  }
}

async function renderAndPerform<Done extends Performed>(
  prepared: Prepared,
  path: string,
  place: ListingPlace,
  perform: Perform<Done>,
): Promise<Outcome<Done>> {
  const { manifest, folder, rendered, problems } = loadListing(prepared, path, place);
  if (problems.length > 0) reportProblems(place.terminal, problems, '1 manifest');
  const told = { manifest, problems: problemValues(problems) };
  const refused = { ...told, status: 'refused' };
  if (!rendered) {
    const performed = failure('its manifest has errors');
    return { manifest, code: exitCodeFor(problems), values: refused, performed };
  }
  try {
    const { listing, files } = rendered;
    const done = await perform({ manifest, listing, files, folder });
    const values = { ...told, status: 'done', ...done.values };
    return { manifest, code: done.code ?? exitCodes.done, values, performed: ok(done) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { message: what, fix, said, done } = error;
    place.terminal.err(printError({ what, fix, said }));
    const values = { ...refused, error: { what, fix, ...(said && { said }) }, ...done };
    const code = error instanceof WrongCall ? exitCodes.wrongUsage : exitCodes.gateFailed;
    return { manifest, code, values, performed: failure(what) };
  }
}
