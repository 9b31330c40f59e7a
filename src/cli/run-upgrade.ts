import { currentVersion } from '../model/manifest-version.ts';
import type { LocatedProblem } from '../model/problem.ts';
import { distinctProblems } from '../problem/distinct-problems.ts';
import { countInWords } from '../problem/phrasing.ts';
import type { Paint } from '../problem/print-problems.ts';
import { problemValues } from '../problem/problems-as-json.ts';
import { printDiff } from '../report/print-diff.ts';
import { chosenManifests } from '../shell/chosen-manifests.ts';
import type { CommandCall } from '../shell/commands/command.ts';
import { type ExitCode, exitCodeFor } from '../shell/exit-code.ts';
import { loadPrepared } from '../shell/load-prepared.ts';
import { reportProblems } from '../shell/report-problems.ts';
import { reportUsage } from '../shell/report-usage.ts';
import { type UpgradeOutcome, upgradeManifests } from '../shell/upgrade-manifests.ts';

export function runUpgrade(call: CommandCall): ExitCode {
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(call.terminal, manifests.reason);
  const prepared = loadPrepared();
  const dryRun = call.flags.has('dry-run');
  const outcomes = upgradeManifests(prepared, manifests.value, { cwd: call.cwd, dryRun });
  const problems = distinctProblems(outcomes.flatMap((outcome) => outcome.problems));
  if (call.flags.has('json')) call.terminal.out(asJson(outcomes, problems, prepared.version));
  else {
    for (const outcome of outcomes) call.terminal.out(printOutcome(outcome, call.terminal.paintOut));
    if (problems.length > 0)
      reportProblems(call.terminal, problems, countInWords(manifests.value.length, 'manifest'));
  }
  return exitCodeFor(problems);
}

function printOutcome({ manifest, status, files }: UpgradeOutcome, paint: Paint): string {
  if (status === 'refused') return `${paint('bold', manifest)}: left as it is\n`;
  if (status === 'current') return `${paint('bold', manifest)}: is version ${currentVersion} already\n`;
  return files
    .map(({ file, from, before, after }) => {
      const old = from === undefined ? '' : ` from version ${from}`;
      const extended = file === manifest ? '' : `, because ${manifest} extends it`;
      const words = `${status === 'planned' ? 'would be upgraded' : 'upgraded'}${old} to ${currentVersion}`;
      const diff = status === 'planned' ? printDiff(file, before, after, paint) : '';
      return `${diff}${paint('bold', file)}: ${words}${extended}\n`;
    })
    .join('');
}

/** The member names are a promise. */
function asJson(
  outcomes: readonly UpgradeOutcome[],
  problems: readonly LocatedProblem[],
  version: string,
): string {
  const manifests = outcomes.map(({ manifest, status, files }) => ({
    manifest,
    status,
    files: files.map(({ file, from, before, after }) => ({
      file,
      from: from ?? null,
      to: currentVersion,
      diff: printDiff(file, before, after, (_style, text) => text),
    })),
  }));
  const report = { generator: version, manifests, problems: problemValues(problems) };
  return `${JSON.stringify(report, null, 2)}\n`;
}
