import type { CompletedCommand, CompletedOption, Completions } from './completions.ts';

export function fishCompletion({ commands, options }: Completions): string {
  const names = commands.map(({ name }) => name).join(' ');
  const start = `-n 'not __fish_seen_subcommand_from ${names}'`;
  return `# Completion of sagemaker-mkt for fish:
#   sagemaker-mkt completion fish >~/.config/fish/completions/sagemaker-mkt.fish
complete -c sagemaker-mkt -e
complete -c sagemaker-mkt ${start} -f
${options.map((option) => printOption(start, option)).join('')}${commands
  .map(({ name, summary }) => `complete -c sagemaker-mkt ${start} -a ${name} -d ${quoted(summary)}\n`)
  .join('')}${commands.map(printCommand).join('')}`;
}

function printCommand({ name, options, operandValues, takesOperands }: CompletedCommand): string {
  const here = `-n '__fish_seen_subcommand_from ${name}'`;
  const values = operandValues.length > 0 ? ` -a ${quoted(operandValues.join(' '))}` : '';
  const operands = values || !takesOperands ? `complete -c sagemaker-mkt ${here} -f${values}\n` : '';
  return operands + options.map((option) => printOption(here, option)).join('');
}

function printOption(condition: string, option: CompletedOption): string {
  const { name, short, help, takesValue, values } = option;
  const letter = short ? ` -s ${short}` : '';
  const list = values.length > 0 ? ` -x -a ${quoted(values.join(' '))}` : takesValue ? ' -r -F' : '';
  return `complete -c sagemaker-mkt ${condition} -l ${name}${letter}${list} -d ${quoted(help)}\n`;
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
