import Generator, { type BaseFeatures, type BaseOptions } from 'yeoman-generator';
import { type Prepared, prepare } from '../../src/generate.ts';
import { chosenManifests } from '../../src/shell/chosen-manifests.ts';
import { type ExitCode, exitCodes } from '../../src/shell/exit-code.ts';
import { loadPackageData } from '../../src/shell/load-package-data.ts';
import { reportFailure } from '../../src/shell/report-failure.ts';
import { reportUsage } from '../../src/shell/report-usage.ts';
import type { ListingsCall } from '../../src/shell/run-each-listing.ts';
import { processTerminal } from '../../src/shell/terminal.ts';
import { publishingEndings } from './endings.ts';
import { unknownFlag } from './unknown-flag.ts';

type Options = BaseOptions & { readonly [name: string]: unknown };

export interface PublishingGenerator {
  readonly name: string;
  readonly description: string;
  /** Besides the manifests, and `--dry-run`, which is Yeoman's own. */
  readonly flags: Readonly<Record<string, { readonly kind: 'flag' | 'text'; readonly help: string }>>;
  readonly run: (
    prepared: Prepared,
    call: ListingsCall,
    flags: ReadonlySet<string>,
    texts: ReadonlyMap<string, string>,
  ) => Promise<ExitCode>;
}

/** A generator that writes nothing, but takes listings to AWS as the command of the same name does. Asks nothing. */
export function publishingGenerator({ name, description, flags, run }: PublishingGenerator) {
  const own = Object.keys(flags).filter((flag) => flag !== 'dry-run');
  return class extends Generator<Record<string, unknown>, Options> {
    constructor(parameters: string[], options: Options, features?: BaseFeatures) {
      super(parameters, options, { ...features, customInstallTask: true, customCommitTask: true });
      this.description = description;
      this.argument('manifests', {
        type: Array,
        required: false,
        description: 'manifests, folders or globs [the listing of this folder]',
      });
      for (const flag of own) {
        const type = flags[flag]?.kind === 'text' ? String : Boolean;
        this.option(optionOf(flag), { type, description: helpOf(flag, flags[flag]?.help ?? '') });
      }
    }

    /** The one task. An error with a text `code` would crash the error handler of `yo`, so only numbers leave here. */
    async writing(): Promise<void> {
      const code = await this.#publish();
      if (code !== exitCodes.done) throw Object.assign(new Error(publishingEndings[code]), { code });
    }

    async #publish(): Promise<ExitCode> {
      const terminal = processTerminal();
      try {
        const what = unknownFlag(process.argv.slice(2), own.map(optionOf));
        if (what) return reportUsage(terminal, { what, fix: `see  yo sagemaker-mkt:${name} --help` });
        const given: unknown = this.options['manifests'];
        const operands = Array.isArray(given) ? given.map(String) : [];
        const cwd = this.contextRoot;
        const manifests = chosenManifests({ operands, since: undefined, cwd, terminal });
        if (typeof manifests === 'number') return manifests;
        const chosen = new Set(
          own.filter((flag) => this.options[optionOf(flag)] === (optionOf(flag) === flag)),
        );
        if (this.options['dryRun'] === true) chosen.add('dry-run');
        const call = { manifests, cwd, terminal, asJson: chosen.has('json') };
        return await run(prepare(loadPackageData()), call, chosen, this.#texts());
      } catch (error) {
        return reportFailure(terminal, error);
      }
    }

    #texts(): ReadonlyMap<string, string> {
      const given = own
        .filter((flag) => flags[flag]?.kind === 'text')
        .map((flag) => [flag, this.options[flag]]);
      // Yeoman makes a number of what looks like one.
      return new Map(
        given.flatMap(([flag, value]) => (value === undefined ? [] : [[String(flag), String(value)]])),
      );
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
