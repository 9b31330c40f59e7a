import type { Prepared } from '../../generate.ts';
import { readinessOf } from '../../model/rehearsal.ts';
import { countInWords } from '../../problem/phrasing.ts';
import { printError } from '../../problem/print-error.ts';
import { printFailures, printRehearsal } from '../../report/print-rehearsal.ts';
import type { ChosenOptions } from '../chosen-options.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { reportFailure } from '../report-failure.ts';
import { reportUsage } from '../report-usage.ts';
import { reporterFor } from '../reporter.ts';
import { concludeListings, type ListingsCall } from '../run-each-listing.ts';
import type { Terminal } from '../terminal.ts';
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
  if (settings.strict) reportUnseen(terminal, tried);
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

/** Says why a listing without a failed check ends with 4. */
function reportUnseen(terminal: Terminal, tried: readonly TriedListing[]): void {
  const outcomes = tried.map(({ listing }) => listing.outcome);
  const partly = outcomes.filter((one) => one.ok && readinessOf(one.value) === 'ready-as-seen').length;
  if (partly > 0)
    terminal.err(
      printError({
        what: `\`--strict\`: the checks that need Docker were not seen of ${countInWords(partly, 'listing')}`,
        fix: 'rehearse where Docker answers, or podman with ENGINE=podman, and without  --no-engine',
      }),
    );
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
