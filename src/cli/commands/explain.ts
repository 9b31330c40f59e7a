import type { Command } from '../../shell/commands/command.ts';

/** Shows where each value comes from: a line of a file, or the reason for a default. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'Prints every value of a listing, with the line that sets it or the reason for its default.',
  operands: '[manifest, folder or -]',
  mostOperands: 1,
  options: { json: { kind: 'flag', help: 'print the values as JSON' } },
  readsStandardInput: true,
  examples: [
    'sagemaker-mkt explain',
    'sagemaker-mkt explain - <marketplace.yaml',
    'sagemaker-mkt explain listings/churn --json',
  ],
  run: async (call) => (await import('../run-explain.ts')).runExplain(call),
};
