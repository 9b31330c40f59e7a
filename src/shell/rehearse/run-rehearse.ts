import { resolve } from 'node:path';
import type { Prepared } from '../../generate.ts';
import type { LoadPlan } from '../../model/measurements.ts';
import { countResults, type Rehearsal } from '../../model/rehearsal.ts';
import { printRehearsal, verdictOf } from '../../report/print-rehearsal.ts';
import type { RehearsedListing } from '../../report/rehearsed-listing.ts';
import { measurementValues } from '../../report/sum-calls.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { narratorFor } from '../narrator.ts';
import { Refusal } from '../refusal.ts';
import { reportUsage } from '../report-usage.ts';
import { type ListingsCall, runEachListing } from '../run-each-listing.ts';
import { shownName } from '../shown-name.ts';
import { keepRun } from './keep-run.ts';
import { type RehearsalReports, reportsFault, writeReports } from './rehearsal-reports.ts';
import { rehearseListing } from './rehearse-listing.ts';

export interface RehearseCall extends ListingsCall {
  readonly withoutEngine: boolean;
  readonly load: LoadPlan | undefined;
  readonly reports: RehearsalReports;
}

/** One listing after the other: each takes the whole machine to be measured. */
export async function runRehearse(prepared: Prepared, call: RehearseCall): Promise<ExitCode> {
  const { terminal, withoutEngine, load, cwd } = call;
  const fault = reportsFault(call.reports, cwd);
  if (fault) return reportUsage(terminal, fault);
  const outcomes = new Map<string, RehearsedListing['outcome']>();
  const { say, still } = narratorFor(terminal);
  const code = await runEachListing(prepared, call, async ({ manifest, listing, folder }) => {
    const onResult = ({ check }: Rehearsal['results'][number]) =>
      still(`${manifest}: ${check.phase}, ${check.id}`);
    try {
      const seen = await rehearseListing({ listing, folder, withoutEngine, load, say, onResult });
      still('');
      const rehearsal = { ...seen, since: keepRun(folder, seen, { generator: prepared.version, say }) };
      outcomes.set(manifest, rehearsal);
      return performedOf(rehearsal, call);
    } catch (error) {
      outcomes.set(manifest, { refused: error instanceof Refusal ? error.message : String(error) });
      throw error;
    }
  });
  writeReports(prepared, inOrder(call, outcomes), call);
  return code;
}

/** Of a manifest with an error nothing was tried; whoever reads a report must see that too. */
function inOrder(
  { manifests, cwd }: RehearseCall,
  outcomes: ReadonlyMap<string, RehearsedListing['outcome']>,
): readonly RehearsedListing[] {
  return manifests.map((path) => {
    const manifest = shownName(resolve(cwd, path), cwd);
    return { manifest, outcome: outcomes.get(manifest) ?? { refused: 'its manifest has errors' } };
  });
}

function performedOf(rehearsal: Rehearsal, { terminal }: RehearseCall) {
  const isReady = countResults(rehearsal.results).failed === 0;
  return {
    text: printRehearsal(rehearsal, terminal.paintOut),
    values: { status: isReady ? 'ready' : 'not-ready', ...valuesOf(rehearsal) },
    code: isReady ? exitCodes.done : exitCodes.gateFailed,
  };
}

function valuesOf(rehearsal: Rehearsal): object {
  const { listing, ranAs, milliseconds, results, images, measurements, load, since } = rehearsal;
  const checks = results.map(({ check, seen, milliseconds: spent }) => ({
    ...check,
    ...seen,
    milliseconds: spent,
  }));
  const verdict = verdictOf(rehearsal);
  const count = countResults(results);
  return {
    product: listing,
    ranAs,
    milliseconds,
    verdict,
    count,
    checks,
    images,
    measurements: measurementValues(measurements),
    load,
    since,
  };
}
