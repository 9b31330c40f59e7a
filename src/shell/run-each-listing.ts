import type { Prepared } from '../generate.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import {
  type ListingPlace,
  type Outcome,
  type Perform,
  type Performed,
  performListing,
} from './perform-listing.ts';

export interface ListingsCall extends ListingPlace {
  readonly manifests: readonly string[];
  /** Prints JSON only. */
  readonly asJson: boolean;
}

/** One listing after the other, because each may need the whole machine. A refused listing does not stop the others. */
export async function runEachListing(
  prepared: Prepared,
  call: ListingsCall,
  perform: Perform<Performed>,
): Promise<ExitCode> {
  const { manifests, terminal, asJson } = call;
  const outcomes: Outcome[] = [];
  for (const path of manifests) {
    if (manifests.length > 1) terminal.err(`${path}\n`);
    const outcome = await performListing(prepared, path, call, perform);
    if (outcome.performed.ok) {
      const { text, next } = outcome.performed.value;
      if (!asJson) terminal.out(text);
      if (next) terminal.err(`${next}\n`);
    }
    outcomes.push(outcome);
  }
  return concludeListings(prepared, call, outcomes);
}

/** The JSON of all listings, and the worst of their exit codes. */
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

const worst = [exitCodes.ourBug, exitCodes.inputHasErrors, exitCodes.wrongUsage, exitCodes.gateFailed];
