import { validateListing } from '../generate.ts';
import { distinctProblems } from '../problem/distinct-problems.ts';
import { chosenManifests, placeOf } from '../shell/chosen-manifests.ts';
import type { CommandCall } from '../shell/commands/command.ts';
import { type ExitCode, exitCodeFor } from '../shell/exit-code.ts';
import { loadManifest } from '../shell/load-manifest.ts';
import { loadPrepared } from '../shell/load-prepared.ts';
import { reportUsage } from '../shell/report-usage.ts';
import { chosenFormat, sayProblems } from './problem-formats.ts';

export function runValidate(call: CommandCall): ExitCode {
  const format = chosenFormat(call);
  if (!format.ok) return reportUsage(call.terminal, format.reason);
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(call.terminal, manifests.reason);
  const prepared = loadPrepared();
  const problems = manifests.value.flatMap((path) => {
    const { entry, files } = loadManifest(path, placeOf(call));
    return validateListing(prepared, entry, files).problems;
  });
  const found = distinctProblems(problems);
  sayProblems(call, format.value, found, manifests.value.length);
  return exitCodeFor(found);
}
