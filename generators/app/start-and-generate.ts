import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Prepared } from '../../src/generate.ts';
import type { Answers } from '../../src/model/answers.ts';
import { isWrite } from '../../src/model/change-set.ts';
import { ok } from '../../src/model/result.ts';
import { type PrintedError, printError } from '../../src/problem/print-error.ts';
import { printPlan } from '../../src/report/print-changes.ts';
import { reportAnswers } from '../../src/shell/answer-faults.ts';
import { answersFrom } from '../../src/shell/answer-options.ts';
import { placeOf } from '../../src/shell/chosen-manifests.ts';
import { closedFolder } from '../../src/shell/closed-folder.ts';
import type { CommandCall } from '../../src/shell/commands/command.ts';
import { type ExitCode, exitCodeFor, exitCodes } from '../../src/shell/exit-code.ts';
import { manifestAt, manifestName } from '../../src/shell/find-manifests.ts';
import { judgedFor } from '../../src/shell/from-model/load-model.ts';
import { loadSource, type SourcePlace } from '../../src/shell/from-model/load-source.ts';
import type { LoadedSource } from '../../src/shell/from-model/loaded-source.ts';
import { type StartedFromSource, startFromSource } from '../../src/shell/from-model/start-from-source.ts';
import { placedWords, tellSource } from '../../src/shell/from-model/tell-source.ts';
import { loadPrepared } from '../../src/shell/load-prepared.ts';
import { reportProblems } from '../../src/shell/report-problems.ts';
import { reportUsage } from '../../src/shell/report-usage.ts';
import { pathsToRestore, runGenerate } from '../../src/shell/run-generate.ts';
import { runListing } from '../../src/shell/run-listing.ts';
import { shownName } from '../../src/shell/shown-name.ts';
import { faultOfAnswers, startListing } from '../../src/shell/start-listing.ts';
import type { Host } from './command-generator.ts';
import { modelQuestion } from './model-question.ts';
import { questions } from './questions.ts';

/** `init` where there is no manifest, and `generate`, with questions where there is a terminal. */
export async function startAndGenerate(call: CommandCall, host: Host): Promise<ExitCode> {
  const dryRun = call.flags.has('dry-run');
  const prepared = loadPrepared();
  const named = manifestAt(call.operands[0] ?? '.', call.cwd);
  if (existsSync(named)) return generateOne(prepared, call, host, named);
  const manifest = /\.ya?ml$/.test(named) ? named : join(named, manifestName);
  if (dryRun && host.holdsBack(manifest)) {
    call.terminal.out(wouldBeWritten(shownName(manifest, call.cwd)));
    return exitCodes.done;
  }
  const code = await start(prepared, call, host, dirname(manifest));
  return dryRun || code !== exitCodes.done ? code : generateOne(prepared, call, host, manifest);
}

async function generateOne(
  prepared: Prepared,
  call: CommandCall,
  host: Host,
  manifest: string,
): Promise<ExitCode> {
  if (!call.flags.has('dry-run') && hasTerminal() && !(await agrees(prepared, call, host, manifest))) {
    call.terminal.out('nothing was written\n');
    return exitCodes.done;
  }
  return runGenerate(prepared, { ...call, operands: [manifest] });
}

/** Shows the plan and asks once, unless there are only new files, which can spoil nothing. */
async function agrees(prepared: Prepared, call: CommandCall, host: Host, manifest: string): Promise<boolean> {
  const { flags, terminal } = call;
  if (flags.has('json')) return true;
  const plan = runListing(prepared, manifest, {
    ...placeOf(call),
    dryRun: true,
    restore: pathsToRestore(call),
    adopts: flags.has('adopt'),
  });
  const touches = plan.changes.some((change) => isWrite(change) && change.kind !== 'create');
  if (plan.status !== 'planned' || !touches) return true;
  terminal.out(printPlan(plan, terminal.paintOut));
  const message = 'Write these changes?';
  const answer = await host.ask<{ write: boolean }>([
    { type: 'confirm', name: 'write', message, default: true },
  ]);
  return answer.write;
}

/** Writes a first manifest from the options and the seller's model, and asks for the rest where there is a terminal. */
async function start(prepared: Prepared, call: CommandCall, host: Host, folder: string): Promise<ExitCode> {
  const { texts, flags, cwd, terminal } = call;
  const dryRun = flags.has('dry-run');
  const isAnswered = texts.has('name') || texts.has('title');
  if (!isAnswered && !texts.has('from') && !hasTerminal()) return reportUsage(terminal, noTerminal);
  const closed = dryRun ? undefined : closedFolder(folder);
  if (closed) return refuse(terminal, closed);
  const asks = !isAnswered && hasTerminal();
  const place = { cwd, listing: folder, type: texts.get('type') };
  const from = texts.get('from') ?? (asks ? await askForModel(prepared, place, host) : '');
  const loaded = from === '' ? ok(undefined) : loadSource(prepared, from, place);
  if (!loaded.ok) return refuse(terminal, loaded.reason);
  const model = loaded.value;
  const preset = answersFrom(texts, folder, model?.answers);
  const faultOf = (answers: Answers) => faultOfAnswers(prepared, answers);
  if (model && !flags.has('json')) tellSource(terminal, judgedFor(model, preset));
  const asked = asks
    ? await host.ask<Answers>(questions(prepared, preset, faultOf, model !== undefined))
    : {};
  const answers = { ...preset, ...asked };
  const started = model
    ? startFromSource(prepared, answers, folder, model, { cwd, dryRun })
    : ok({ ...startListing(prepared, answers, folder, { cwd, dryRun }), samples: [] });
  if (!started.ok) return refuse(terminal, started.reason);
  return tellStart(call, started.value, model);
}

function tellStart(
  { terminal, flags }: CommandCall,
  started: StartedFromSource,
  model?: LoadedSource,
): ExitCode {
  const { file, problems, isRefused } = started;
  if (isRefused) return reportAnswers(terminal, problems);
  const code = exitCodeFor(problems);
  const ofProject = model?.problems ?? [];
  if (ofProject.length > 0) reportProblems(terminal, ofProject, '1 project');
  if (code !== exitCodes.done) reportProblems(terminal, problems, '1 manifest');
  else if (flags.has('dry-run')) terminal.out(wouldBeWritten(file));
  else terminal.out(`${file} is written\n${model ? placedWords(started, model) : ''}`);
  return code;
}

/** The first question: a seller who has a model is asked less. */
async function askForModel(prepared: Prepared, place: SourcePlace, host: Host): Promise<string> {
  const { model } = await host.ask<{ model: string }>([
    modelQuestion((path) => loadSource(prepared, path, place)),
  ]);
  return model.trim();
}

function refuse(terminal: CommandCall['terminal'], error: PrintedError): ExitCode {
  terminal.err(printError(error));
  return exitCodes.inputHasErrors;
}

function wouldBeWritten(file: string): string {
  return `${file} would be written, and its listing after that\n`;
}

const noTerminal = {
  what: 'there is no marketplace.yaml here, and no terminal to ask questions on',
  fix: 'pass at least  --title <title> ,  --name <name>  or  --from <model> , or write a manifest with  sagemaker-mkt init',
};

function hasTerminal(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY;
}
