import type { Command } from '../../shell/commands/command.ts';
import { manyManifests, policyOption, sinceOption } from '../../shell/commands/many-manifests.ts';
import { outputOptions } from '../../shell/commands/output-options.ts';
import { formatOptions } from '../format-options.ts';

const purposes = ['publish'] as const;

const purposeOption = {
  for: {
    kind: 'text',
    placeholder: '<publish>',
    values: purposes,
    help: 'also say what is missing before the product can be published [none]',
  },
} as const;

/** Checks manifests and writes nothing. */
export const validateCommand: Command = {
  name: 'validate',
  summary: 'Checks manifests against every rule, offline. Writes nothing.',
  ...manyManifests,
  operands: '[manifests, folders, globs or -]',
  options: { ...purposeOption, ...formatOptions, ...sinceOption, ...policyOption, ...outputOptions },
  readsStandardInput: true,
  examples: [
    'sagemaker-mkt validate',
    'sagemaker-mkt validate --for publish',
    'git show HEAD~1:marketplace.yaml | sagemaker-mkt validate -',
    "sagemaker-mkt validate 'listings/**'",
    'sagemaker-mkt validate --format sarif listings/*/marketplace.yaml > problems.sarif',
  ],
  run: async (call) => (await import('../run-validate.ts')).runValidate(call),
};
