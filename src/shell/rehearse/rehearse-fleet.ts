import type { Prepared } from '../../generate.ts';
import type { Rehearsal } from '../../model/rehearsal.ts';
import { verdictOf } from '../../report/print-rehearsal.ts';
import { printRehearsals } from '../../report/print-rehearsals.ts';
import type { ExitCode } from '../exit-code.ts';
import { inParallel } from '../in-parallel.ts';
import { narratorFor } from '../narrator.ts';
import { type Outcome, performListing } from '../perform-listing.ts';
import { concludeListings, type ListingsCall } from '../run-each-listing.ts';
import { performedBy, rehearse } from './perform-rehearsal.ts';
import type { RehearseSettings } from './settings.ts';

/** Several listings at once, each as if it were alone; what they have to say stands in the order of the manifests. */
export async function rehearseFleet(
  prepared: Prepared,
  call: ListingsCall,
  settings: RehearseSettings,
): Promise<ExitCode> {
  const { terminal, manifests, asJson } = call;
  const narrator = narratorFor(terminal);
  let done = 0;
  const tried = await inParallel(manifests, settings.jobs, async (path): Promise<Tried> => {
    const told = await rehearseOne(prepared, path, call, settings, {
      say: narrator.say,
      still: (line) => narrator.still(`${done} of ${manifests.length} done; ${line}`),
    });
    done += 1;
    const { manifest } = told.outcome;
    const came = told.rehearsal ? verdictOf(told.rehearsal) : 'refused';
    if (terminal.watchesErr) narrator.still(`${done} of ${manifests.length} done; ${manifest}`);
    else terminal.err(`${done} of ${manifests.length}: ${manifest}: ${came}\n`);
    return told;
  });
  narrator.still('');
  for (const { complaints } of tried) terminal.err(complaints);
  const listings = tried.map(({ outcome, rehearsal }) => ({ manifest: outcome.manifest, rehearsal }));
  if (!asJson) terminal.out(printRehearsals(listings, terminal.paintOut));
  return concludeListings(
    prepared,
    call,
    tried.map(({ outcome }) => outcome),
  );
}

interface Tried {
  readonly outcome: Outcome;
  /** Undefined where nothing could be tried. */
  readonly rehearsal: Rehearsal | undefined;
  /** What was said about it while others were under way. */
  readonly complaints: string;
}

async function rehearseOne(
  prepared: Prepared,
  path: string,
  { cwd, terminal }: ListingsCall,
  settings: RehearseSettings,
  { say, still }: ReturnType<typeof narratorFor>,
): Promise<Tried> {
  const complaints: string[] = [];
  const kept = { ...terminal, err: (text: string) => void complaints.push(text) };
  let rehearsal: Rehearsal | undefined;
  const outcome = await performListing(prepared, path, { cwd, terminal: kept }, async (rendered) => {
    const sayOf = (line: string) => say(`${rendered.manifest}: ${line}`);
    rehearsal = await rehearse(rendered, settings, sayOf, still);
    return performedBy(rehearsal, '');
  });
  const heading = complaints.length > 0 ? `${outcome.manifest}\n` : '';
  return { outcome, rehearsal, complaints: heading + complaints.join('') };
}
