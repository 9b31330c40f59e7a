import { dirname, resolve } from 'node:path';
import { type Prepared, type RenderedListing, renderListing } from '../generate.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { problemValues } from '../problem/problems-as-json.ts';
import { type ExitCode, exitCodeFor, exitCodes } from './exit-code.ts';
import { loadManifest } from './load-manifest.ts';
import { Refusal } from './refusal.ts';
import { reportFailure } from './report-failure.ts';
import { reportProblems } from './report-problems.ts';
import type { Terminal } from './terminal.ts';

export interface ListingsCall {
  readonly manifests: readonly string[];
  readonly cwd: string;
  readonly terminal: Terminal;
  /** What was done goes out as JSON, and as nothing else. */
  readonly asJson: boolean;
}

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

/** One listing after the other, since each may want all of the machine. One that is refused stops no other. */
export async function runEachListing(
  prepared: Prepared,
  call: ListingsCall,
  perform: (listing: RenderedForRun) => Promise<Performed>,
): Promise<ExitCode> {
  const outcomes: Outcome[] = [];
  for (const manifest of call.manifests) outcomes.push(await performOne(prepared, manifest, call, perform));
  const listings = outcomes.map(({ values }) => values);
  if (call.asJson)
    call.terminal.out(`${JSON.stringify({ generator: prepared.version, listings }, null, 2)}\n`);
  const codes = outcomes.map(({ code }) => code);
  return worst.find((code) => codes.includes(code)) ?? exitCodes.done;
}

const worst = [exitCodes.ourBug, exitCodes.inputHasErrors, exitCodes.gateFailed];

interface Outcome {
  readonly code: ExitCode;
  readonly values: object;
}

async function performOne(
  prepared: Prepared,
  path: string,
  call: ListingsCall,
  perform: (listing: RenderedForRun) => Promise<Performed>,
): Promise<Outcome> {
  const { cwd, terminal } = call;
  const { entry: manifest, files } = loadManifest(path, cwd);
  if (call.manifests.length > 1) terminal.err(`${manifest}\n`);
  const { listing, rendered, problems } = renderListing(prepared, manifest, files);
  if (problems.length > 0) reportProblems(terminal, problems, '1 manifest');
  const told = { manifest, problems: problemValues(problems) };
  if (!listing || !rendered) return { code: exitCodeFor(problems), values: { ...told, status: 'refused' } };
  try {
    const folder = dirname(resolve(cwd, path));
    const performed = await perform({ manifest, listing, files: rendered.files, folder });
    const { text, values, next, code = exitCodes.done } = performed;
    if (!call.asJson) terminal.out(text);
    if (next) terminal.err(`${next}\n`);
    return { code, values: { ...told, status: 'done', ...values } };
  } catch (error) {
    if (!(error instanceof Refusal))
      return { code: reportFailure(terminal, error), values: { ...told, status: 'refused' } };
    const { message: what, fix, said, done } = error;
    terminal.err(`error: ${what}\n  fix: ${fix}\n${said ? `  said: ${said}\n` : ''}`);
    const refusal = { what, fix, ...(said && { said }) };
    return { code: exitCodes.gateFailed, values: { ...told, status: 'refused', error: refusal, ...done } };
  }
}
