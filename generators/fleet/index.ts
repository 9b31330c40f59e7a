import Generator, { type BaseFeatures, type BaseOptions } from 'yeoman-generator';
import { prepare } from '../../src/generate.ts';
import { chosenManifests } from '../../src/shell/chosen-manifests.ts';
import { type ExitCode, exitCodes } from '../../src/shell/exit-code.ts';
import { generateListings } from '../../src/shell/generate-listings.ts';
import { loadPackageData } from '../../src/shell/load-package-data.ts';
import { reportFailure } from '../../src/shell/report-failure.ts';
import { reportUsage } from '../../src/shell/report-usage.ts';
import { processTerminal } from '../../src/shell/terminal.ts';
import { endings } from '../app/endings.ts';
import { unknownFlag } from '../app/unknown-flag.ts';

type Options = BaseOptions & { readonly [name: string]: unknown };

const ownOptions = {
  since: 'only listings that changed since this work left that branch or commit [all]',
  report: 'write a page with every listing, its base, its problems and its drift',
} as const;

/** `yo sagemaker-mkt:fleet`: the same as `sagemaker-mkt generate` with many manifests. Asks nothing. */
export default class SagemakerMktFleet extends Generator<Record<string, unknown>, Options> {
  private readonly terminal = processTerminal();

  constructor(parameters: string[], options: Options, features?: BaseFeatures) {
    super(parameters, options, { ...features, customInstallTask: true, customCommitTask: true });
    this.description = 'Renders every listing of a folder, or of quoted globs, and sums up in a table.';
    this.argument('manifests', {
      type: Array,
      required: false,
      description: 'manifests, folders or globs [all listings below this folder]',
    });
    for (const [name, description] of Object.entries(ownOptions))
      this.option(name, { type: String, description });
  }

  /** The one task. An error with a text `code` would crash the error handler of `yo`, so only numbers leave here. */
  async writing(): Promise<void> {
    const code = this.#generate();
    if (code !== exitCodes.done) throw Object.assign(new Error(endings[code]), { code });
  }

  #generate(): ExitCode {
    try {
      const what = unknownFlag(process.argv.slice(2), Object.keys(ownOptions));
      if (what) return reportUsage(this.terminal, { what, fix: 'see  yo sagemaker-mkt:fleet --help' });
      return this.#generateAll();
    } catch (error) {
      return reportFailure(this.terminal, error);
    }
  }

  #generateAll(): ExitCode {
    const { terminal, contextRoot: cwd } = this;
    const given: unknown = this.options['manifests'];
    const operands = Array.isArray(given) && given.length > 0 ? given.map(String) : ['**'];
    const manifests = chosenManifests({ operands, since: this.#text('since'), cwd });
    if (!manifests.ok) return reportUsage(terminal, manifests.reason);
    return generateListings(prepare(loadPackageData()), manifests.value, {
      cwd,
      terminal,
      dryRun: this.options['dryRun'] === true,
      asJson: false,
      restore: [],
      page: this.#text('report'),
    });
  }

  #text(name: keyof typeof ownOptions): string | undefined {
    const value: unknown = this.options[name];
    return typeof value === 'string' ? value : undefined;
  }
}
