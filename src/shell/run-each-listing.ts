import type { Prepared } from '../generate.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { type Outcome, type Perform, performListing } from './perform-listing.ts';
import type { Terminal } from './terminal.ts';

export interface ListingsCall {
  readonly manifests: readonly string[];
  readonly cwd: string;
  readonly terminal: Terminal;
  /** What was done goes out as JSON, and as nothing else. */
  readonly asJson: boolean;
}

/** One listing after the other, since each may want all of the machine. One that is refused stops no other. */
export async function runEachListing(
  prepared: Prepared,
  call: ListingsCall,
  perform: Perform,
): Promise<ExitCode> {
  const { manifests, terminal, asJson } = call;
  const outcomes: Outcome[] = [];
  for (const path of manifests) {
    if (manifests.length > 1) terminal.err(`${path}\n`);
    const outcome = await performListing(prepared, path, call, perform);
    if (!asJson) terminal.out(outcome.text);
    if (outcome.next) terminal.err(`${outcome.next}\n`);
    outcomes.push(outcome);
  }
  return concludeListings(prepared, call, outcomes);
}

/** What all of it came to, for whoever parses and for the shell. */
export function concludeListings(
  { version }: Prepared,
  { asJson, terminal }: ListingsCall,
  outcomes: readonly Outcome[],
): ExitCode {
  const listings = outcomes.map(({ values }) => values);
  if (asJson) terminal.out(`${JSON.stringify({ generator: version, listings }, null, 2)}\n`);
  const codes = outcomes.map(({ code }) => code);
  return worst.find((code) => codes.includes(code)) ?? exitCodes.done;
}

const worst = [exitCodes.ourBug, exitCodes.inputHasErrors, exitCodes.gateFailed];
