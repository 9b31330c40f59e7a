import { defaultRegion } from '../../model/defaults.ts';
import type { Command } from './command.ts';
import { adoptOption } from './many-manifests.ts';

/** Renders the CI of a repository of listings. Asks nothing: each option has a default. */
export const ciCommand: Command = {
  name: 'ci',
  summary: 'Writes a GitHub workflow and a CodeBuild batch that check each changed listing.',
  operands: '',
  mostOperands: 0,
  options: {
    listings: {
      kind: 'text',
      placeholder: '<glob>',
      help: 'where the listings are [where manifests are found]',
    },
    policy: {
      kind: 'text',
      placeholder: '<file>',
      help: 'a policy that binds every listing [marketplace.policy.yaml, where it is at the top]',
    },
    branch: { kind: 'text', placeholder: '<branch>', help: 'the branch whose pushes are uploaded [main]' },
    region: {
      kind: 'text',
      placeholder: '<region>',
      values: 'regions',
      help: `the Region of the credentials [${defaultRegion}]`,
    },
    runners: {
      kind: 'text',
      placeholder: '<n>',
      help: 'how many builds of CodeBuild share the listings [8]',
    },
    'dry-run': { kind: 'flag', help: 'show what would be done, and write nothing' },
    ...adoptOption,
  },
  examples: ['sagemaker-mkt ci', "sagemaker-mkt ci --listings 'listings/**' --region eu-central-1"],
  run: async ({ texts, flags, cwd, terminal }) => {
    const { loadPrepared } = await import('../load-prepared.ts');
    const { runCi } = await import('../run-ci.ts');
    return runCi(loadPrepared(), {
      texts,
      cwd,
      dryRun: flags.has('dry-run'),
      adopts: flags.has('adopt'),
      terminal,
    });
  },
};
