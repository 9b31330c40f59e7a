import { type Prepared, prepare } from '../../generate.ts';
import type { ExitCode } from '../exit-code.ts';
import { generateListings } from '../generate-listings.ts';
import { loadPackageData } from '../load-package-data.ts';
import { reportUsage } from '../report-usage.ts';
import type { Command, CommandCall } from './command.ts';
import { chosenManifests, manyManifests, sinceOption } from './many-manifests.ts';

/** Renders listings. A listing with an error is left as it was; the others are written. */
export const generateCommand: Command = {
  name: 'generate',
  summary: 'Renders the listing of each manifest beside it.',
  ...manyManifests,
  options: {
    'dry-run': { kind: 'flag', help: 'show what would be done, line by line, and write nothing' },
    json: { kind: 'flag', help: 'print what was done as JSON' },
    report: {
      kind: 'text',
      placeholder: '<file.html>',
      help: 'write a page with every listing, its base, its problems and its drift',
    },
    ...sinceOption,
    restore: {
      kind: 'text',
      placeholder: '<paths>',
      help: 'files or folders to write as they are generated, with commas between them; yours are set aside',
    },
  },
  examples: [
    'sagemaker-mkt generate',
    'sagemaker-mkt generate --dry-run',
    'sagemaker-mkt generate --restore scripts,runtime/log.ts',
    "sagemaker-mkt generate 'listings/**'",
    "sagemaker-mkt generate 'listings/**' --dry-run --report fleet.html",
  ],
  run: (call) => generate(prepare(loadPackageData()), call),
};

export function generate(prepared: Prepared, call: CommandCall): ExitCode {
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(call.terminal, manifests.reason);
  const { cwd, terminal, flags, texts } = call;
  return generateListings(prepared, manifests.value, {
    cwd,
    terminal,
    dryRun: flags.has('dry-run'),
    asJson: flags.has('json'),
    restore: pathsToRestore(call),
    page: texts.get('report'),
  });
}

export function pathsToRestore({ texts }: CommandCall): string[] {
  const paths = (texts.get('restore') ?? '').split(',').map((path) => path.trim());
  return paths.filter((path) => path !== '');
}
