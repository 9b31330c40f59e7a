import type { Prepared } from '../../generate.ts';
import { printRehearsal } from '../../report/print-rehearsal.ts';
import type { ChosenOptions } from '../chosen-options.ts';
import type { ExitCode } from '../exit-code.ts';
import { narratorFor } from '../narrator.ts';
import { reportUsage } from '../report-usage.ts';
import { type ListingsCall, runEachListing } from '../run-each-listing.ts';
import { performedBy, rehearse } from './perform-rehearsal.ts';
import { rehearseFleet } from './rehearse-fleet.ts';
import { settingsFrom } from './settings.ts';

/** One listing tells each check, and many a table. */
export async function runRehearse(
  prepared: Prepared,
  call: ListingsCall,
  chosen: ChosenOptions,
): Promise<ExitCode> {
  const { terminal, manifests } = call;
  const settings = settingsFrom(chosen, manifests.length);
  if ('fault' in settings) return reportUsage(terminal, settings.fault);
  if (manifests.length !== 1) return rehearseFleet(prepared, call, settings);
  const { say, still } = narratorFor(terminal);
  return runEachListing(prepared, call, async (rendered) => {
    const rehearsal = await rehearse(rendered, settings, say, still);
    still('');
    return performedBy(rehearsal, printRehearsal(rehearsal, terminal.paintOut));
  });
}
