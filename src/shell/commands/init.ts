import { answerOptions } from '../answer-options.ts';
import type { Command } from './command.ts';

/** Writes a first manifest without asking questions. */
export const initCommand: Command = {
  name: 'init',
  summary: 'Writes a commented marketplace.yaml to start from.',
  operands: '[folder]',
  mostOperands: 1,
  options: { ...answerOptions, json: { kind: 'flag', help: 'print what was done as JSON' } },
  examples: [
    'sagemaker-mkt init',
    'sagemaker-mkt init --from model.joblib listings/churn',
    'sagemaker-mkt init listings/churn --name churn-scorer --type algorithm',
  ],
  run: async (call) => (await import('../run-init.ts')).runInit(call),
};
