import type { Prepared } from '../../generate.ts';
import { inParallel } from '../../rehearse/in-parallel.ts';
import { verdictOf } from '../../report/print-rehearsal.ts';
import { printRehearsals } from '../../report/print-rehearsals.ts';
import { type Reporter, reporterFor } from '../reporter.ts';
import type { ListingsCall } from '../run-each-listing.ts';
import type { RehearseSettings } from './settings.ts';
import { type TriedListing, tryListing } from './try-listing.ts';

/** Rehearses several listings in parallel. Results are printed in the order of the manifests. */
export async function rehearseFleet(
  prepared: Prepared,
  call: ListingsCall,
  settings: RehearseSettings,
): Promise<readonly TriedListing[]> {
  const { terminal, manifests, asJson } = call;
  const reporter = reporterFor(terminal);
  let done = 0;
  const all = await inParallel(manifests, settings.jobs, async (path) => {
    const one = await tryQuietly(prepared, path, call, {
      settings,
      reporter: {
        say: (line) => reporter.say(`${path}: ${line}`),
        still: (line) => reporter.still(`${done} of ${manifests.length} done; ${line}`),
      },
    });
    done += 1;
    const { manifest, outcome } = one.tried.listing;
    const verdict = outcome.ok ? verdictOf(outcome.value) : 'refused';
    if (terminal.watchesErr) reporter.still(`${done} of ${manifests.length} done; ${manifest}`);
    else if (terminal.detail !== 'quiet')
      terminal.err(`${done} of ${manifests.length}: ${manifest}: ${verdict}\n`);
    return one;
  });
  reporter.still('');
  for (const { complaints } of all) terminal.err(complaints);
  const tried = all.map((one) => one.tried);
  const listings = tried.map(({ listing }) => listing);
  if (!asJson) terminal.out(printRehearsals(listings, terminal.paintOut));
  return tried;
}

/** Buffers the problems of one listing until all have ended, so that its lines stay together. */
async function tryQuietly(
  prepared: Prepared,
  path: string,
  call: ListingsCall,
  how: { readonly settings: RehearseSettings; readonly reporter: Reporter },
): Promise<{ readonly tried: TriedListing; readonly complaints: string }> {
  const complaints: string[] = [];
  const kept = { ...call.terminal, err: (text: string) => void complaints.push(text) };
  const tried = await tryListing(prepared, path, { ...call, terminal: kept }, how);
  const heading = complaints.length > 0 ? `${tried.listing.manifest}\n` : '';
  return { tried, complaints: heading + complaints.join('') };
}
