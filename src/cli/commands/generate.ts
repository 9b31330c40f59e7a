import { resolve } from 'node:path';
import { prepare } from '../../generate.ts';
import { distinctProblems } from '../../problem/distinct-problems.ts';
import { countInWords } from '../../problem/words.ts';
import { printChanges, printPlan } from '../../report/print-changes.ts';
import { printTable } from '../../report/print-table.ts';
import { reportsAsJson } from '../../report/reports-as-json.ts';
import { type ExitCode, exitCodeFor } from '../../shell/exit-code.ts';
import { loadPackageData } from '../../shell/load-package-data.ts';
import { reportProblems } from '../../shell/report-problems.ts';
import { runFleet } from '../../shell/run-fleet.ts';
import type { ListingOutcome } from '../../shell/run-listing.ts';
import { writeFleetPage } from '../../shell/write-fleet-page.ts';
import { chosenManifests, manyManifests, sinceOption } from '../chosen-manifests.ts';
import type { Command, CommandCall } from '../command.ts';

/** Renders listings. A listing with an error is left as it was; the others are written all the same. */
export const generateCommand: Command = {
  name: 'generate',
  summary: 'Renders the listing of each manifest beside it.',
  ...manyManifests,
  options: {
    'dry-run': { kind: 'flag', help: 'show what would be done, line by line, and write nothing' },
    json: { kind: 'flag', help: 'print what was done as JSON' },
    report: {
      kind: 'text',
      placeholder: '<file.html>',
      help: 'write a page with every listing, its base, its problems and its drift',
    },
    ...sinceOption,
    restore: {
      kind: 'text',
      placeholder: '<paths>',
      help: 'files or folders to write as they are generated, with commas between them; yours are set aside',
    },
  },
  examples: [
    'sagemaker-mkt generate',
    'sagemaker-mkt generate --dry-run',
    'sagemaker-mkt generate --restore scripts,runtime/log.ts',
    "sagemaker-mkt generate 'listings/**'",
    "sagemaker-mkt generate 'listings/**' --dry-run --report fleet.html",
  ],
  run: generate,
};

function generate(call: CommandCall): ExitCode {
  const manifests = chosenManifests(call);
  if (typeof manifests === 'number') return manifests;
  const { cwd, terminal, flags } = call;
  const prepared = prepare(loadPackageData());
  const restore = (call.texts.get('restore') ?? '').split(',').filter((path) => path !== '');
  const options = { cwd, terminal, restore, dryRun: flags.has('dry-run') };
  const reports = runFleet(prepared, manifests, options, (outcome) => tell(call, outcome, manifests.length));
  const page = call.texts.get('report');
  if (page !== undefined) writeFleetPage(prepared, reports, resolve(cwd, page));
  if (flags.has('json')) terminal.out(reportsAsJson(reports, prepared.version));
  else if (reports.length > 1) terminal.out(printTable(reports, terminal.paintOut));
  const problems = distinctProblems(reports.flatMap((report) => report.problems));
  if (problems.length > 0 && !flags.has('json'))
    reportProblems(terminal, problems, countInWords(manifests.length, 'manifest'));
  return exitCodeFor(problems);
}

/** One listing tells every file; of many, a plan is told where there is one, and the table says the rest. */
function tell({ terminal, flags }: CommandCall, outcome: ListingOutcome, listings: number): void {
  if (flags.has('json')) return;
  const isPlan = flags.has('dry-run');
  if (listings > 1 && !(isPlan && outcome.status === 'planned')) return;
  const print = isPlan ? printPlan : printChanges;
  terminal.out(print(outcome, terminal.paintOut));
}
