import type { Command, CommandOption } from '../shell/commands/command.ts';
import { topOptions } from './commands/all-commands.ts';

/** The page behind `sagemaker-mkt --help`. */
export function overviewHelp(commands: readonly Command[], readme: string): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return `Turns marketplace.yaml into everything a seller needs to publish a machine-learning product on AWS Marketplace.

usage: sagemaker-mkt <command> [options]

commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

options:
${optionLines(topOptions)}

examples:
  sagemaker-mkt init --name churn-scorer
  sagemaker-mkt validate
  sagemaker-mkt generate

exit codes: 0 done, 1 the input has errors, 2 wrong usage, 3 conflicts left,
  4 AWS, a check or the scan refused, 70 a bug of ours

docs: ${readme}
`;
}

/** The page behind `sagemaker-mkt <command> --help`. */
export function commandHelp(command: Command, readme: string): string {
  const options = Object.keys(command.options).length > 0;
  return `${command.summary}

usage: sagemaker-mkt ${[command.name, command.operands].filter(Boolean).join(' ')}${options ? ' [options]' : ''}
${options ? `\noptions:\n${optionLines(command.options)}\n` : ''}
examples:
${command.examples.map((example) => `  ${example}`).join('\n')}

docs: ${readme}
`;
}

type ShownOption = Pick<CommandOption, 'help' | 'placeholder' | 'short'>;

/** The letters have a column of their own where there are any. */
function optionLines(options: Readonly<Record<string, ShownOption>>): string {
  const hasShort = Object.values(options).some(({ short }) => short);
  const rows = Object.entries(options).map(([name, { placeholder, help, short }]) => {
    const letter = short ? `-${short}, ` : hasShort ? '    ' : '';
    return [`${letter}--${name}${placeholder ? ` ${placeholder}` : ''}`, help] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, help]) => `  ${left.padEnd(width)}  ${help}`).join('\n');
}
