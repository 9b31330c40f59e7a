import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import Generator, { type BaseFeatures, type BaseOptions } from 'yeoman-generator';
import { type Prepared, prepare } from '../../src/generate.ts';
import type { Answers } from '../../src/model/answers.ts';
import { isWrite } from '../../src/model/change-set.ts';
import { printChanges, printPlan } from '../../src/report/print-changes.ts';
import { answerOptions, answersFrom } from '../../src/shell/answer-options.ts';
import { type ExitCode, exitCodeFor, exitCodes } from '../../src/shell/exit-code.ts';
import { manifestAt } from '../../src/shell/find-manifests.ts';
import { loadPackageData } from '../../src/shell/load-package-data.ts';
import { reportFailure } from '../../src/shell/report-failure.ts';
import { reportProblems } from '../../src/shell/report-problems.ts';
import { reportUsage } from '../../src/shell/report-usage.ts';
import { type ListingOutcome, runListing } from '../../src/shell/run-listing.ts';
import { nameFromFolder, startListing } from '../../src/shell/start-listing.ts';
import { processTerminal } from '../../src/shell/terminal.ts';
import { endings } from './endings.ts';
import { questions } from './questions.ts';
import { unknownFlag } from './unknown-flag.ts';

/**
 * `yo sagemaker-mkt`: options in, exit code out. The core decides and writes by itself, all or nothing, so Yeoman's
 * file store and its questions about conflicts have no part in it.
 */
type Options = BaseOptions & { readonly [name: string]: unknown };

export default class SagemakerMkt extends Generator<Record<string, unknown>, Options> {
  private readonly terminal = processTerminal();

  constructor(parameters: string[], options: Options, features?: BaseFeatures) {
    super(parameters, options, { ...features, customInstallTask: true, customCommitTask: true });
    this.description =
      'Renders the listing of a marketplace.yaml; without one it asks a few questions first.';
    this.argument('manifest', {
      type: String,
      required: false,
      description: 'the manifest, or the folder that holds it [.]',
    });
    for (const [name, { help }] of Object.entries(answerOptions))
      this.option(name, { type: String, description: `without a manifest: ${help}` });
  }

  /** The one task. An error with a text `code` would crash the error handler of `yo`, so only numbers leave here. */
  async writing(): Promise<void> {
    const code = await this.#generate().catch((error: unknown) => reportFailure(this.terminal, error));
    if (code !== exitCodes.done) throw Object.assign(new Error(endings[code]), { code });
  }

  async #generate(): Promise<ExitCode> {
    const fault = unknownFlag(process.argv.slice(2), Object.keys(answerOptions));
    if (fault) return reportUsage(this.terminal, { what: fault, fix: 'see  yo sagemaker-mkt --help' });
    const cwd = this.contextRoot;
    const operand: unknown = this.options['manifest'];
    const manifest = manifestAt(typeof operand === 'string' ? operand : '.', cwd);
    const prepared = prepare(loadPackageData());
    if (!existsSync(manifest)) {
      const code = await this.#start(prepared, dirname(manifest));
      if (code !== exitCodes.done) return code;
    }
    const plan = runListing(prepared, manifest, { cwd, dryRun: true });
    if (this.options['dryRun'] === true) return this.#report(plan, printPlan);
    if (this.#isWorthAsking(plan) && !(await this.#agrees(plan))) {
      this.terminal.out('nothing was written\n');
      return exitCodes.done;
    }
    return this.#report(runListing(prepared, manifest, { cwd, dryRun: false }), printChanges);
  }

  #report(outcome: ListingOutcome, print: typeof printPlan): ExitCode {
    this.terminal.out(print(outcome, this.terminal.paintOut));
    if (outcome.problems.length > 0) reportProblems(this.terminal, outcome.problems, '1 manifest');
    return exitCodeFor(outcome.problems);
  }

  /** New files alone can spoil nothing. */
  #isWorthAsking({ status, changes }: ListingOutcome): boolean {
    const touches = changes.some((change) => isWrite(change) && change.kind !== 'create');
    return status === 'planned' && touches && hasTerminal();
  }

  /** Shows the plan and asks once. */
  async #agrees(plan: ListingOutcome): Promise<boolean> {
    this.terminal.out(printPlan(plan, this.terminal.paintOut));
    const { write } = await this.prompt<{ write: boolean }>([
      { type: 'confirm', name: 'write', message: 'Write these changes?', default: true },
    ]);
    return write;
  }

  /** Writes a first manifest from the options, and asks for the rest where there is a terminal to ask on. */
  async #start(prepared: Prepared, folder: string): Promise<ExitCode> {
    const texts = this.#givenTexts();
    const preset = answersFrom(texts, nameFromFolder(folder));
    const answers = texts.has('name') ? preset : await this.#ask(prepared, preset);
    if (!answers) return exitCodes.wrongUsage;
    const { file, problems } = startListing(prepared, answers, folder, this.contextRoot);
    const code = exitCodeFor(problems);
    if (code === exitCodes.done) this.terminal.out(`${file} is written\n`);
    else reportProblems(this.terminal, problems, '1 manifest');
    return code;
  }

  #givenTexts(): ReadonlyMap<string, string> {
    return new Map(
      Object.keys(answerOptions).flatMap((name) => {
        const value: unknown = this.options[name];
        return typeof value === 'string' ? [[name, value] as const] : [];
      }),
    );
  }

  async #ask(prepared: Prepared, preset: Answers): Promise<Answers | undefined> {
    if (hasTerminal())
      return { ...preset, ...(await this.prompt<Partial<Answers>>(questions(prepared.catalogue, preset))) };
    reportUsage(this.terminal, {
      what: 'there is no marketplace.yaml here, and no terminal to ask questions on',
      fix: 'pass at least  --name <name> , or write a manifest with  sagemaker-mkt init',
    });
    return undefined;
  }
}

function hasTerminal(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY;
}
