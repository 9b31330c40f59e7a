import { dirname, resolve } from 'node:path';
import { nextSteps } from '../generate.ts';
import { printError } from '../problem/print-error.ts';
import { problemValues } from '../problem/problems-as-json.ts';
import { printNextSteps } from '../report/print-next-steps.ts';
import { reportAnswers } from './answer-faults.ts';
import { answersFrom } from './answer-options.ts';
import type { CommandCall } from './commands/command.ts';
import { type ExitCode, exitCodeFor, exitCodes } from './exit-code.ts';
import { manifestName } from './find-manifests.ts';
import { judgedFor } from './from-model/load-model.ts';
import { loadSource } from './from-model/load-source.ts';
import type { LoadedSource } from './from-model/loaded-source.ts';
import { type StartedFromSource, startFromSource } from './from-model/start-from-source.ts';
import { placedWords, sourceAsJson, tellSource } from './from-model/tell-source.ts';
import { loadPrepared } from './load-prepared.ts';
import { reportProblems } from './report-problems.ts';
import { startListing } from './start-listing.ts';
import type { Terminal } from './terminal.ts';

export function runInit(call: CommandCall): ExitCode {
  const { cwd, operands, texts } = call;
  const folder = resolve(cwd, operands[0] ?? '.');
  const from = texts.get('from');
  if (from !== undefined) return initFrom(call, from, folder);
  const started = startListing(loadPrepared(), answersFrom(texts, folder), folder, { cwd, dryRun: false });
  return tell(call, { ...started, samples: [] });
}

function initFrom(call: CommandCall, from: string, folder: string): ExitCode {
  const { cwd, texts, terminal } = call;
  const prepared = loadPrepared();
  const loaded = loadSource(prepared, from, { cwd, listing: folder, type: texts.get('type') });
  if (!loaded.ok) return refuse(terminal, loaded.reason);
  const answers = answersFrom(texts, folder, loaded.value.answers);
  const started = startFromSource(prepared, answers, folder, loaded.value, { cwd, dryRun: false });
  if (!started.ok) return refuse(terminal, started.reason);
  return tell(call, started.value, judgedFor(loaded.value, answers));
}

function refuse(terminal: Terminal, reason: Parameters<typeof printError>[0]): ExitCode {
  terminal.err(printError(reason));
  return exitCodes.inputHasErrors;
}

function tell({ terminal, flags }: CommandCall, started: StartedFromSource, loaded?: LoadedSource): ExitCode {
  const { file, listing, isRefused } = started;
  const problems = [...started.problems, ...(loaded?.problems ?? [])];
  if (isRefused) return reportAnswers(terminal, started.problems);
  if (flags.has('json') && listing) {
    const about = loaded ? sourceAsJson(loaded, started) : { manifest: file };
    terminal.out(`${JSON.stringify({ ...about, problems: problemValues(problems) }, null, 2)}\n`);
    return exitCodeFor(problems);
  }
  if (loaded && listing) tellSource(terminal, loaded);
  if (problems.length > 0)
    reportProblems(terminal, problems, loaded?.kind === 'project' ? '1 project' : '1 manifest');
  if (listing) {
    const generate = {
      command: 'sagemaker-mkt generate',
      does: `writes the listing; look at ${manifestName} first`,
    };
    const steps = [generate, ...nextSteps(listing, loaded !== undefined && loaded.copies.length > 0)];
    const placed = loaded ? placedWords(started, loaded) : '';
    terminal.out(`${file} is written\n${placed}${printNextSteps(steps, dirname(file), terminal.paintOut)}`);
  }
  return exitCodeFor(problems);
}
