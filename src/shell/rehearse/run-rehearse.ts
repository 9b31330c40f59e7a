import type { Prepared } from '../../generate.ts';
import { printFailures, printRehearsal } from '../../report/print-rehearsal.ts';
import type { ChosenOptions } from '../chosen-options.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { reportFailure } from '../report-failure.ts';
import { reportUsage } from '../report-usage.ts';
import { reporterFor } from '../reporter.ts';
import { concludeListings, type ListingsCall } from '../run-each-listing.ts';
import { writeReports } from './rehearsal-reports.ts';
import { rehearseFleet } from './rehearse-fleet.ts';
import { type RehearseSettings, settingsFrom } from './settings.ts';
import { type TriedListing, tryListing } from './try-listing.ts';

/** Prints each check of a single listing, or a table of several. */
export async function runRehearse(
  prepared: Prepared,
  call: ListingsCall,
  chosen: ChosenOptions,
): Promise<ExitCode> {
  const { terminal, manifests } = call;
  const wanted = settingsFrom(chosen, call);
  if (!wanted.ok) return reportUsage(terminal, wanted.reason);
  const settings = wanted.value;
  const [only, ...others] = manifests;
  const tried =
    only !== undefined && others.length === 0
      ? [await rehearseAlone(prepared, only, call, settings)]
      : await rehearseFleet(prepared, call, settings);
  const outcomes = tried.map(({ outcome }) => outcome);
  const code = concludeListings(prepared, call, outcomes);
  try {
    const listings = tried.map(({ listing }) => listing);
    writeReports(prepared, listings, { reports: settings.reports, cwd: call.cwd });
    return code;
  } catch (error) {
    // The results are already printed, and their exit code matters more than a full disk.
    const failure = reportFailure(terminal, error);
    return code === exitCodes.done ? failure : code;
  }
}

async function rehearseAlone(
  prepared: Prepared,
  path: string,
  call: ListingsCall,
  settings: RehearseSettings,
): Promise<TriedListing> {
  const { terminal, asJson } = call;
  const reporter = reporterFor(terminal);
  const tried = await tryListing(prepared, path, call, { settings, reporter });
  reporter.still('');
  const { outcome } = tried.listing;
  const print = terminal.detail === 'quiet' ? printFailures : printRehearsal;
  if (!asJson && outcome.ok) terminal.out(print(outcome.value, terminal.paintOut));
  return tried;
}
