import type { Command } from './command.ts';
import { adoptOption, manyManifests, policyOption, sinceOption } from './many-manifests.ts';
import { outputOptions } from './output-options.ts';

/** Renders listings. A listing with an error is left as it was; the others are written. */
export const generateCommand: Command = {
  name: 'generate',
  summary: 'Generates the listing of each manifest, in the folder of the manifest.',
  ...manyManifests,
  options: {
    'dry-run': { kind: 'flag', help: 'show what would be done, line by line, and write nothing' },
    json: { kind: 'flag', help: 'print what was done as JSON' },
    report: {
      kind: 'text',
      placeholder: '<file.html>',
      help: 'write a page with every listing, its base, its problems and its changes',
    },
    ...adoptOption,
    ...sinceOption,
    ...policyOption,
    ...outputOptions,
    restore: {
      kind: 'text',
      placeholder: '<paths>',
      help: 'files or folders to replace by their generated version, separated by commas; yours are kept aside',
    },
  },
  examples: [
    'sagemaker-mkt generate',
    'sagemaker-mkt generate --dry-run',
    'sagemaker-mkt generate --adopt',
    'sagemaker-mkt generate --restore scripts,runtime/log.ts',
    "sagemaker-mkt generate 'listings/**'",
    "sagemaker-mkt generate 'listings/**' --dry-run --report fleet.html",
  ],
  run: async (call) => {
    const { loadPrepared } = await import('../load-prepared.ts');
    const { runGenerate } = await import('../run-generate.ts');
    return runGenerate(loadPrepared(), call);
  },
};
