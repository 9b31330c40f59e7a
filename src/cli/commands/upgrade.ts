import type { Command } from '../../shell/commands/command.ts';
import { manyManifests } from '../../shell/commands/many-manifests.ts';

/** Rewrites manifests of an older version of the format, and changes nothing else in them. */
export const upgradeCommand: Command = {
  name: 'upgrade',
  summary: 'Rewrites manifests of an older version, and keeps comments, order and style.',
  ...manyManifests,
  options: {
    'dry-run': { kind: 'flag', help: 'show the difference, and write nothing' },
    json: { kind: 'flag', help: 'print what was done as JSON' },
  },
  examples: [
    'sagemaker-mkt upgrade --dry-run',
    'sagemaker-mkt upgrade listings/churn',
    "sagemaker-mkt upgrade 'listings/**'",
  ],
  run: async (call) => (await import('../run-upgrade.ts')).runUpgrade(call),
};
