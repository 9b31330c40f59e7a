import { explainListing, type Prepared } from '../generate.ts';
import { failure, ok, type Result } from '../model/result.ts';
import { countProblems } from '../problem/print-problems.ts';
import { chosenManifests, placeOf } from '../shell/chosen-manifests.ts';
import type { CommandCall } from '../shell/commands/command.ts';
import { standardInput } from '../shell/commands/standard-input.ts';
import { type ExitCode, exitCodeFor } from '../shell/exit-code.ts';
import { fileProblems } from '../shell/file-problems.ts';
import { loadManifest } from '../shell/load-manifest.ts';
import { loadPrepared } from '../shell/load-prepared.ts';
import { reportUsage, type UsageFault } from '../shell/report-usage.ts';
import { chosenFormat, problemPrinter } from './problem-formats.ts';

export function runValidate(call: CommandCall): ExitCode {
  const { terminal } = call;
  const format = chosenFormat(call);
  if (!format.ok) return reportUsage(terminal, format.reason);
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(terminal, manifests.reason);
  const purpose = chosenPurpose(call);
  if (!purpose.ok) return reportUsage(terminal, purpose.reason);
  const prepared = { ...loadPrepared(), ...purpose.value };
  const printer = problemPrinter(call, format.value);
  for (const path of manifests.value) {
    const { entry, files } = loadManifest(path, placeOf(call));
    const { problems: inManifest, resolved, tree } = explainListing(prepared, entry, files);
    const isInFolder = resolved && tree && path !== standardInput;
    const ofFiles = isInFolder
      ? fileProblems(resolved.value, { manifest: entry, path, cwd: call.cwd, tree })
      : [];
    const problems = [...inManifest, ...ofFiles];
    if (terminal.detail === 'verbose')
      terminal.err(`${namesOf(entry, files.keys())}: ${countProblems(problems)}\n`);
    printer.add(problems);
  }
  return exitCodeFor(printer.end(manifests.value.length));
}

/** What the manifests shall be good for, besides what every command needs. */
function chosenPurpose({ texts }: CommandCall): Result<Pick<Prepared, 'purpose'>, UsageFault> {
  const purpose = texts.get('for');
  if (purpose === undefined) return ok({});
  if (purpose === 'publish') return ok({ purpose });
  return failure({ what: `there is nothing to validate \`--for ${purpose}\``, fix: 'write --for publish' });
}

/** The manifest, and what it depends on: `a/marketplace.yaml (with team.yaml, marketplace.policy.yaml)`. */
function namesOf(entry: string, files: Iterable<string>): string {
  const others = [...files].filter((file) => file !== entry);
  return others.length > 0 ? `${entry} (with ${others.join(', ')})` : entry;
}
