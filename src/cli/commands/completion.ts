import type { Command } from '../../shell/commands/command.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;

/** Lets a shell complete commands, options and their values. */
export const completionCommand: Command = {
  name: 'completion',
  summary: 'Prints a script that lets your shell complete commands, options and values.',
  operands: `<${shells.join('|')}>`,
  mostOperands: 1,
  operandValues: shells,
  options: {},
  examples: [
    'source <(sagemaker-mkt completion bash)    # in ~/.bashrc',
    'source <(sagemaker-mkt completion zsh)     # in ~/.zshrc, after compinit',
    'sagemaker-mkt completion fish >~/.config/fish/completions/sagemaker-mkt.fish',
  ],
  run: async (call) => (await import('../run-completion.ts')).runCompletion(call),
};
