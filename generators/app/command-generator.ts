import { enableCompileCache } from 'node:module';
import { basename } from 'node:path';
import type { PromptAnswers, PromptQuestions } from '@yeoman/types';
import Generator, { type BaseFeatures, type BaseOptions } from 'yeoman-generator';
import type { Command, CommandCall } from '../../src/shell/commands/command.ts';
import { type ExitCode, exitCodes } from '../../src/shell/exit-code.ts';
import { reportFailure } from '../../src/shell/report-failure.ts';
import { reportUsage } from '../../src/shell/report-usage.ts';
import { processTerminal, withDetail } from '../../src/shell/terminal.ts';
import { logTerminal } from './log-terminal.ts';
import { argumentOf, type Given, parseYeomanCall, positive } from './parse-yeoman-call.ts';

// As in the command: what a generator runs is loaded after this.
enableCompileCache?.();

export interface YeomanCommand extends Omit<Command, 'run' | 'examples'> {
  /** As `yo` calls it. */
  readonly name: string;
  /** The last line that `yo` prints of a run that did not end well. */
  readonly endings: Readonly<Record<number, string>>;
  readonly run: (call: CommandCall, host: Host) => ExitCode | Promise<ExitCode>;
}

/** What a command asks of Yeoman. */
export interface Host {
  readonly ask: <Answers extends PromptAnswers>(questions: PromptQuestions<Answers>) => Promise<Answers>;
  /** Whether a generator has written this file, and Yeoman has not put it on the disk. */
  readonly holdsBack: (path: string) => boolean;
}

type Options = BaseOptions & Given['options'];

/** The generator that does what a command does, with the options of the command. */
export function commandGenerator(command: YeomanCommand) {
  return class extends CommandGenerator {
    constructor(words: string[], options: Options, features?: BaseFeatures) {
      super(command, { words, options, isGuest: 'destinationRoot' in options }, features);
    }
  };
}

/** The files of other generators are on the disk by then, and nothing is installed yet. */
const listingQueue = { priorityName: 'listing', queueName: 'sagemaker-mkt:listing', before: 'install' };

/** Writes by itself, all or nothing, and leaves the files of other generators to Yeoman. */
class CommandGenerator extends Generator<Record<string, unknown>, Options> {
  readonly #command: YeomanCommand;
  readonly #given: Given;

  constructor(command: YeomanCommand, given: Given & { readonly options: Options }, features?: BaseFeatures) {
    super([...given.words], given.options, {
      ...features,
      customPriorities: [listingQueue],
      inheritTasks: true,
    });
    this.#command = command;
    this.#given = given;
    this.description = command.summary;
    if (command.mostOperands > 0)
      this.argument(argumentOf(command), { type: Array, required: false, description: command.operands });
    for (const [name, { kind, help, short }] of Object.entries(command.options))
      this.option(positive(name), {
        type: kind === 'text' ? String : Boolean,
        // Yeoman prints the option without its `no-`.
        description: name === positive(name) ? help : `--${name}: ${help}`,
        ...(short && { alias: short }),
      });
  }

  /** The one task. An error with a text `code` would crash the error handler of `yo`, so only numbers leave here. */
  async listing(): Promise<void> {
    const code = await this.#run();
    const fail = () => {
      throw Object.assign(new Error(this.#command.endings[code]), { code });
    };
    // A conflict stands in the listing, which is written: what others still have to do is done before.
    if (code === exitCodes.conflictsLeft) this.queueTask({ method: fail, taskName: 'end', queueName: 'end' });
    else if (code !== exitCodes.done) fail();
  }

  async #run(): Promise<ExitCode> {
    const { name, options, run } = this.#command;
    const terminal = this.#given.isGuest ? logTerminal(this.log) : processTerminal();
    try {
      // `yo` shows the help of `--help`, and hands `-h` over.
      if (this.options['help'] === true) return say(this.help());
      const call = parseYeomanCall(this.#command, this.#given);
      if (!call.ok) return reportUsage(terminal, { what: call.reason, fix: `see  yo ${name} --help` });
      const flags = this.#withDryRun(call.value.flags);
      if (flags.has('dry-run') && !('dry-run' in options))
        return say(`nothing was done: ${name} has no dry run\n`);
      return await run(
        { ...call.value, flags, cwd: this.destinationRoot(), terminal: withDetail(terminal, flags) },
        this.#host(),
      );
    } catch (error) {
      return reportFailure(terminal, error);
    }

    function say(text: string): ExitCode {
      terminal.out(text);
      return exitCodes.done;
    }
  }

  /** Yeoman hands a dry run of all generators to none of those that are composed. */
  #withDryRun(flags: ReadonlySet<string>): ReadonlySet<string> {
    const { conflicterOptions } = this.env as { conflicterOptions?: { dryRun?: unknown } };
    return conflicterOptions?.dryRun ? new Set([...flags, 'dry-run']) : flags;
  }

  #host(): Host {
    return {
      ask: (questions) => this.prompt(questions),
      holdsBack: (path) => this.fs.exists(path),
    };
  }

  /** Yeoman would read package.json for it, and say that it has not changed. */
  override determineAppname(): string {
    return basename(this.destinationRoot());
  }
}
