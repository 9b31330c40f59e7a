import type { Command } from '../shell/commands/command.ts';

/** The page behind `sagemaker-mkt --help`. */
export function overviewHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return `Turns marketplace.yaml into everything a seller needs to publish a machine-learning product on AWS Marketplace.

usage: sagemaker-mkt <command> [options]

commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

options:
  --help     this page, or that of a command
  --version  the version of this generator

examples:
  sagemaker-mkt init --name churn-scorer
  sagemaker-mkt validate
  sagemaker-mkt generate

exit codes: 0 done, 1 the input has errors, 2 wrong usage, 3 conflicts left,
  4 AWS, a check or the scan refused, 70 a bug of ours
`;
}

/** The page behind `sagemaker-mkt <command> --help`. */
export function commandHelp(command: Command): string {
  const options = Object.entries(command.options).map(
    ([name, { placeholder, help }]) => [`--${name}${placeholder ? ` ${placeholder}` : ''}`, help] as const,
  );
  const width = Math.max(0, ...options.map(([left]) => left.length));
  const optionLines = options.map(([left, help]) => `  ${left.padEnd(width)}  ${help}`);
  return `${command.summary}

usage: sagemaker-mkt ${[command.name, command.operands].filter(Boolean).join(' ')}${options.length > 0 ? ' [options]' : ''}
${optionLines.length > 0 ? `\noptions:\n${optionLines.join('\n')}\n` : ''}
examples:
${command.examples.map((example) => `  ${example}`).join('\n')}
`;
}
