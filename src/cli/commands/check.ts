import type { Command } from '../../shell/commands/command.ts';
import { manyManifests, policyOption, sinceOption } from '../../shell/commands/many-manifests.ts';
import { outputOptions } from '../../shell/commands/output-options.ts';
import { formatOptions } from '../format-options.ts';

/** For CI: reports listings that differ from their manifests. Writes nothing. */
export const checkCommand: Command = {
  name: 'check',
  summary: 'Exits with 3 if a listing differs from what its manifest generates. Writes nothing.',
  ...manyManifests,
  options: { ...formatOptions, ...sinceOption, ...policyOption, ...outputOptions },
  examples: ['sagemaker-mkt check', "sagemaker-mkt check 'listings/**' --format github"],
  run: async (call) => (await import('../run-check.ts')).runCheck(call),
};
