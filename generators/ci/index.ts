import Generator, { type BaseFeatures, type BaseOptions } from 'yeoman-generator';
import { prepare } from '../../src/generate.ts';
import { ciOptions } from '../../src/shell/ci-setup.ts';
import { type ExitCode, exitCodes } from '../../src/shell/exit-code.ts';
import { loadPackageData } from '../../src/shell/load-package-data.ts';
import { reportFailure } from '../../src/shell/report-failure.ts';
import { reportUsage } from '../../src/shell/report-usage.ts';
import { runCi } from '../../src/shell/run-ci.ts';
import { processTerminal } from '../../src/shell/terminal.ts';
import { endings } from '../app/endings.ts';
import { unknownFlag } from '../app/unknown-flag.ts';

type Options = BaseOptions & { readonly [name: string]: unknown };

/** `yo sagemaker-mkt:ci`: the same as `sagemaker-mkt ci`. */
export default class SagemakerMktCi extends Generator<Record<string, unknown>, Options> {
  private readonly terminal = processTerminal();

  constructor(parameters: string[], options: Options, features?: BaseFeatures) {
    super(parameters, options, { ...features, customInstallTask: true, customCommitTask: true });
    this.description = 'Writes a GitHub workflow and a CodeBuild batch that look at each changed listing.';
    for (const [name, { help }] of Object.entries(ciOptions))
      this.option(name, { type: String, description: help });
  }

  /** The one task. An error with a text `code` would crash the error handler of `yo`, so only numbers leave here. */
  async writing(): Promise<void> {
    const code = this.#write();
    if (code !== exitCodes.done) throw Object.assign(new Error(endings[code]), { code });
  }

  #write(): ExitCode {
    try {
      const what = unknownFlag(process.argv.slice(2), Object.keys(ciOptions));
      if (what) return reportUsage(this.terminal, { what, fix: 'see  yo sagemaker-mkt:ci --help' });
      const texts = new Map(
        Object.keys(ciOptions).flatMap((name) => {
          const value: unknown = this.options[name];
          return typeof value === 'string' ? [[name, value] as const] : [];
        }),
      );
      const dryRun = this.options['dryRun'] === true;
      return runCi(prepare(loadPackageData()), {
        texts,
        cwd: this.contextRoot,
        dryRun,
        terminal: this.terminal,
      });
    } catch (error) {
      return reportFailure(this.terminal, error);
    }
  }
}
