import type { Prepared } from '../../generate.ts';
import type { LoadPlan } from '../../model/measurements.ts';
import { countResults, type Rehearsal } from '../../model/rehearsal.ts';
import { printRehearsal, verdictOf } from '../../report/print-rehearsal.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { narratorFor } from '../narrator.ts';
import { type ListingsCall, runEachListing } from '../run-each-listing.ts';
import { rehearseListing } from './rehearse-listing.ts';

export interface RehearseCall extends ListingsCall {
  readonly withoutEngine: boolean;
  readonly load: LoadPlan | undefined;
}

/** One listing after the other: each takes the whole machine to be measured. */
export function runRehearse(prepared: Prepared, call: RehearseCall): Promise<ExitCode> {
  const { terminal, withoutEngine, load } = call;
  const { say, still } = narratorFor(terminal);
  return runEachListing(prepared, call, async ({ manifest, listing, folder }) => {
    const onResult = ({ check }: Rehearsal['results'][number]) =>
      still(`${manifest}: ${check.phase}, ${check.id}`);
    const rehearsal = await rehearseListing({ listing, folder, withoutEngine, load, say, onResult });
    still('');
    const isReady = countResults(rehearsal.results).failed === 0;
    return {
      text: printRehearsal(rehearsal, terminal.paintOut),
      values: { status: isReady ? 'ready' : 'not-ready', ...valuesOf(rehearsal) },
      code: isReady ? exitCodes.done : exitCodes.gateFailed,
    };
  });
}

function valuesOf(rehearsal: Rehearsal): object {
  const { listing, ranAs, milliseconds, results, measurements, load } = rehearsal;
  const checks = results.map(({ check, seen, milliseconds: spent }) => ({
    ...check,
    ...seen,
    milliseconds: spent,
  }));
  const verdict = verdictOf(rehearsal);
  const count = countResults(results);
  return { product: listing, ranAs, milliseconds, verdict, count, checks, measurements, load };
}
