import { ciOptions } from '../ci-setup.ts';
import type { Command } from './command.ts';

/** Renders the CI of a repository of listings. Asks nothing. */
export const ciCommand: Command = {
  name: 'ci',
  summary: 'Writes a GitHub workflow and a CodeBuild batch that check each changed listing.',
  operands: '',
  mostOperands: 0,
  options: {
    ...ciOptions,
    'dry-run': { kind: 'flag', help: 'show what would be done, and write nothing' },
  },
  examples: ['sagemaker-mkt ci', "sagemaker-mkt ci --listings 'listings/**' --region eu-central-1"],
  run: async ({ texts, flags, cwd, terminal }) => {
    const { loadPrepared } = await import('../load-prepared.ts');
    const { runCi } = await import('../run-ci.ts');
    return runCi(loadPrepared(), { texts, cwd, dryRun: flags.has('dry-run'), terminal });
  },
};
