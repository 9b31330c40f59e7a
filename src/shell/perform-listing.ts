import { dirname, resolve } from 'node:path';
import { type Prepared, type RenderedListing, renderListing } from '../generate.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { problemValues } from '../problem/problems-as-json.ts';
import { type ExitCode, exitCodeFor, exitCodes } from './exit-code.ts';
import { loadManifest } from './load-manifest.ts';
import { Refusal } from './refusal.ts';
import { reportFailure } from './report-failure.ts';
import { reportProblems } from './report-problems.ts';
import { shownName } from './shown-name.ts';
import type { Terminal } from './terminal.ts';

export interface RenderedForRun {
  readonly manifest: string;
  readonly listing: ResolvedListing;
  readonly files: NonNullable<RenderedListing['rendered']>['files'];
  readonly folder: string;
}

/** What one listing came to: a text for whoever reads, members for whoever parses. */
export interface Performed {
  readonly text: string;
  readonly values: object;
  /** The last words, to whoever reads. */
  readonly next?: string;
  /** Done, unless it says otherwise. */
  readonly code?: ExitCode;
}

export type Perform = (listing: RenderedForRun) => Promise<Performed>;

export interface Outcome {
  readonly manifest: string;
  readonly code: ExitCode;
  readonly text: string;
  readonly values: object;
  readonly next?: string;
  /** Why nothing was done, in a few words. */
  readonly refused?: string;
}

export interface ListingPlace {
  readonly cwd: string;
  readonly terminal: Terminal;
}

/** One listing, rendered and performed. Whatever is wrong with it is told on the terminal, and harms no other. */
export async function performListing(
  prepared: Prepared,
  path: string,
  place: ListingPlace,
  perform: Perform,
): Promise<Outcome> {
  try {
    return await renderAndPerform(prepared, path, place, perform);
  } catch (error) {
    const manifest = shownName(resolve(place.cwd, path), place.cwd);
    const values = { manifest, problems: [], status: 'refused' };
    const code = reportFailure(place.terminal, error);
    return {
      manifest,
      code,
      text: '',
      values,
      refused: error instanceof Error ? error.message : String(error),
    };
  }
}

async function renderAndPerform(
  prepared: Prepared,
  path: string,
  { cwd, terminal }: ListingPlace,
  perform: Perform,
): Promise<Outcome> {
  const { entry: manifest, files } = loadManifest(path, cwd);
  const { listing, rendered, problems } = renderListing(prepared, manifest, files);
  if (problems.length > 0) reportProblems(terminal, problems, '1 manifest');
  const told = { manifest, problems: problemValues(problems) };
  const refused = { manifest, text: '', values: { ...told, status: 'refused' } };
  if (!listing || !rendered)
    return { ...refused, code: exitCodeFor(problems), refused: 'its manifest has errors' };
  try {
    const folder = dirname(resolve(cwd, path));
    const performed = await perform({ manifest, listing, files: rendered.files, folder });
    const { text, values, next, code = exitCodes.done } = performed;
    return { manifest, code, text, values: { ...told, status: 'done', ...values }, ...(next && { next }) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { message: what, fix, said, done } = error;
    terminal.err(`error: ${what}\n  fix: ${fix}\n${said ? `  said: ${said}\n` : ''}`);
    const refusal = { what, fix, ...(said && { said }) };
    const values = { ...told, status: 'refused', error: refusal, ...done };
    return { ...refused, code: exitCodes.gateFailed, values, refused: what };
  }
}
