import { dirname, resolve } from 'node:path';
import { nextSteps } from '../generate.ts';
import type { Change } from '../model/change-set.ts';
import type { ListingReport } from '../model/listing-report.ts';
import type { Paint } from '../problem/print-problems.ts';
import { printChanges, printEachFile, printPlan, sumLine } from '../report/print-changes.ts';
import { printNextSteps } from '../report/print-next-steps.ts';
import { fleetTable, sumOf } from '../report/print-table.ts';
import { adoptions } from './adoption-problems.ts';
import { holdsModel } from './model-files.ts';
import type { ListingOutcome } from './run-listing.ts';
import { shownName } from './shown-name.ts';
import type { Terminal } from './terminal.ts';

export interface TellCall {
  readonly cwd: string;
  readonly terminal: Terminal;
  readonly dryRun: boolean;
  /** Prints JSON only. */
  readonly asJson: boolean;
}

/** Prints what a run does. */
export interface Teller {
  /** One listing, as soon as it is done. */
  readonly tell: (outcome: ListingOutcome, report: ListingReport) => void;
  /** After the last one. */
  readonly conclude: (reports: readonly ListingReport[]) => void;
}

/** The files of a single listing, or a table of several. A quiet run prints the last line of either. */
export function tellerFor(call: TellCall, manifests: readonly string[]): Teller {
  if (call.asJson) return { tell: () => undefined, conclude: () => undefined };
  if (manifests.length === 1)
    return { tell: (outcome) => tellFiles(call, outcome), conclude: () => undefined };
  const { out, detail } = call.terminal;
  if (detail === 'quiet') return { tell: () => undefined, conclude: (reports) => out(sumOf(reports)) };
  return detail === 'verbose' || call.dryRun ? tellFilesAndTable(call, manifests) : tellRows(call, manifests);
}

function tellFiles({ terminal, dryRun, cwd }: TellCall, outcome: ListingOutcome): void {
  const { out, paintOut, detail } = terminal;
  if (detail === 'quiet') out(sumLine(outcome, paintOut));
  else if (dryRun) out(printPlan(outcome, paintOut));
  else
    out(
      (detail === 'verbose' ? printEachFile : printChanges)(outcome, paintOut) +
        stepsAfter(outcome, cwd, paintOut),
    );
}

/** What to do next, where the seller has never started the listing. */
function stepsAfter(
  { status, listing, changes, manifest }: ListingOutcome,
  cwd: string,
  paint: Paint,
): string {
  const isNew = changes.some(({ kind, path }) => kind === 'create' && ['bin/serve', 'serve'].includes(path));
  if (status !== 'written' || !listing || !isNew) return '';
  const hasModel = holdsModel(listing, resolve(cwd, dirname(manifest)));
  const steps = nextSteps(listing, hasModel).map(({ command, does }) => ({
    command: withoutOwnScripts(command, changes),
    does,
  }));
  return printNextSteps(steps, dirname(manifest), paint);
}

/** Where `npm start` is the seller's own, what ours would run. */
function withoutOwnScripts(command: string, changes: readonly Change[]): string {
  const { kept = [] } = changes.find(({ path }) => path === 'package.json') ?? {};
  return kept.reduce((result, { path: [group, name = ''], generated }) => {
    const called = name === 'start' ? 'npm start' : `npm run ${name}`;
    return group === 'scripts' && typeof generated === 'string' ? result.replace(called, generated) : result;
  }, command);
}

/** The table comes last: its rows would be lost between the files. */
function tellFilesAndTable(call: TellCall, manifests: readonly string[]): Teller {
  const { tell, conclude } = tellRows(call, manifests);
  return {
    tell: (outcome) => {
      if (!call.dryRun || outcome.status === 'planned' || adoptions(outcome.changes).length > 0)
        tellFiles(call, outcome);
    },
    conclude: (reports) => {
      for (const report of reports) tell(undefined, report);
      conclude(reports);
    },
  };
}

function tellRows({ terminal, cwd }: TellCall, manifests: readonly string[]) {
  const names = manifests.map((path) => shownName(resolve(cwd, path), cwd));
  const table = fleetTable(names, terminal.paintOut);
  let rows = 0;
  return {
    tell: (_outcome: unknown, report: ListingReport) => {
      const row = table.row(report);
      if (row === '') return;
      terminal.out(rows === 0 ? table.head + row : row);
      rows += 1;
    },
    conclude: (reports: readonly ListingReport[]) =>
      terminal.out(rows === 0 ? sumOf(reports) : `\n${sumOf(reports)}`),
  };
}
