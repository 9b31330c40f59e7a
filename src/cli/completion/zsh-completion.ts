import type { CompletedCommand, CompletedOption, Completions } from './completions.ts';

/** Works when it is sourced after `compinit`, and as a file `_sagemaker-mkt` in a folder of `fpath`. */
export function zshCompletion({ commands, options }: Completions): string {
  return `#compdef sagemaker-mkt
# Completion of sagemaker-mkt for zsh:  source <(sagemaker-mkt completion zsh)
_sagemaker-mkt() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C \\
${options.map((option) => `    ${printOption(option)} \\\n`).join('')}    '1: :->command' \\
    '*:: :->words'
  case $state in
  command)
    local -a commands=(
${commands.map(({ name, summary }) => `      ${quoted(`${escaped(name)}:${summary}`)}\n`).join('')}    )
    _describe command commands
    ;;
  words)
    case $line[1] in
${commands.map(printCase).join('')}    esac
    ;;
  esac
}

if [[ $funcstack[1] == _sagemaker-mkt ]]; then
  _sagemaker-mkt "$@"
else
  compdef _sagemaker-mkt sagemaker-mkt
fi
`;
}

function printCase({ name, options, operandValues, takesOperands }: CompletedCommand): string {
  const operands = operandValues.length > 0 ? `(${operandValues.join(' ')})` : '_files';
  const lines = [
    ...options.map(printOption),
    ...(takesOperands ? [quoted(`*:${operandValues.length > 0 ? name : 'manifest'}:${operands}`)] : []),
  ];
  return `    ${name}) _arguments ${lines.map((line) => `\\\n        ${line}`).join(' ')} ;;\n`;
}

/** `'(-q --quiet)'{-q,--quiet}'[…]'`, and with a value `'--format=[…]:format:(text json)'`. */
function printOption({ name, short, help, takesValue, values }: CompletedOption): string {
  const action = values.length > 0 ? `(${values.map(escaped).join(' ')})` : '_files';
  const rest = quoted(`${takesValue ? '=' : ''}[${escaped(help)}]${takesValue ? `:${name}:${action}` : ''}`);
  return short ? `'(-${short} --${name})'{-${short},--${name}}${rest}` : `--${name}${rest}`;
}

function escaped(text: string): string {
  return text.replace(/[[\]:\\]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
