import Generator, { type BaseFeatures, type BaseOptions } from 'yeoman-generator';
import { type Prepared, prepare } from '../../src/generate.ts';
import { chosenManifests } from '../../src/shell/chosen-manifests.ts';
import type { ChosenOptions } from '../../src/shell/chosen-options.ts';
import { type ExitCode, exitCodes } from '../../src/shell/exit-code.ts';
import { loadPackageData } from '../../src/shell/load-package-data.ts';
import { reportFailure } from '../../src/shell/report-failure.ts';
import { reportUsage } from '../../src/shell/report-usage.ts';
import type { ListingsCall } from '../../src/shell/run-each-listing.ts';
import { sinceOption } from '../../src/shell/since-option.ts';
import { processTerminal } from '../../src/shell/terminal.ts';
import { unknownFlag } from './unknown-flag.ts';

type Options = BaseOptions & { readonly [name: string]: unknown };

interface ListingsOption {
  readonly kind: 'flag' | 'text';
  readonly help: string;
}

export interface ListingsGenerator {
  readonly name: string;
  readonly description: string;
  /** Those of the command of the same name, besides `--since`, which all of them take. */
  readonly options: Readonly<Record<string, ListingsOption>>;
  /** The last line that `yo` prints of a run that did not end well. */
  readonly endings: Readonly<Record<number, string>>;
  readonly run: (prepared: Prepared, call: ListingsCall, chosen: ChosenOptions) => Promise<ExitCode>;
}

/** A generator that writes nothing, but does with listings what the command of the same name does. Asks nothing. */
export function listingsGenerator({ name, description, options, endings, run }: ListingsGenerator) {
  const taken: ListingsGenerator['options'] = { ...options, ...sinceOption };
  // `--dry-run` is Yeoman's own.
  const own = Object.keys(taken).filter((option) => option !== 'dry-run');
  return class extends Generator<Record<string, unknown>, Options> {
    constructor(parameters: string[], given: Options, features?: BaseFeatures) {
      super(parameters, given, { ...features, customInstallTask: true, customCommitTask: true });
      this.description = description;
      this.argument('manifests', {
        type: Array,
        required: false,
        description: 'manifests, folders or globs [the listing of this folder]',
      });
      for (const option of own) {
        const type = taken[option]?.kind === 'text' ? String : Boolean;
        this.option(optionOf(option), { type, description: helpOf(option, taken[option]?.help ?? '') });
      }
    }

    /** The one task. An error with a text `code` would crash the error handler of `yo`, so only numbers leave here. */
    async writing(): Promise<void> {
      const code = await this.#runAll();
      if (code !== exitCodes.done) throw Object.assign(new Error(endings[code]), { code });
    }

    async #runAll(): Promise<ExitCode> {
      const terminal = processTerminal();
      try {
        const what = unknownFlag(process.argv.slice(2), own.map(optionOf));
        if (what) return reportUsage(terminal, { what, fix: `see  yo sagemaker-mkt:${name} --help` });
        const given: unknown = this.options['manifests'];
        const operands = Array.isArray(given) ? given.map(String) : [];
        const cwd = this.contextRoot;
        const chosen = this.#chosen();
        const manifests = chosenManifests({ operands, since: chosen.texts.get('since'), cwd });
        if (!manifests.ok) return reportUsage(terminal, manifests.reason);
        const call = { manifests: manifests.value, cwd, terminal, asJson: chosen.flags.has('json') };
        return await run(prepare(loadPackageData()), call, chosen);
      } catch (error) {
        return reportFailure(terminal, error);
      }
    }

    #chosen(): ChosenOptions {
      const given = (option: string): unknown => this.options[optionOf(option)];
      const flags = own.filter(
        (option) => taken[option]?.kind === 'flag' && given(option) === (optionOf(option) === option),
      );
      const texts = own.filter((option) => taken[option]?.kind === 'text' && given(option) !== undefined);
      // Yeoman makes a number of a text that looks like one.
      return {
        flags: new Set([...flags, ...(this.options['dryRun'] === true ? ['dry-run'] : [])]),
        texts: new Map(texts.map((option) => [option, String(given(option))])),
      };
    }
  };
}

/** To Yeoman, `--no-wait` is the option `wait`, and says no. */
function optionOf(flag: string): string {
  return flag.replace(/^no-/, '');
}

/** Yeoman prints the option without its `no-`. */
function helpOf(flag: string, help: string): string {
  return flag === optionOf(flag) ? help : `--${flag}: ${help}`;
}
