import type { CompletedCommand, CompletedOption, Completions } from './completions.ts';

/**
 * For bash 3.2 and newer, without the package bash-completion. The words are taken from the line itself: bash cuts them
 * at `=` and `:`, which are in `--format=json` and `ubuntu:18.04`.
 */
export function bashCompletion({ commands, options }: Completions): string {
  return `# Completion of sagemaker-mkt for bash:  source <(sagemaker-mkt completion bash)
_sagemaker_mkt() {
  local line=\${COMP_LINE:0:COMP_POINT} word before command='' candidates='' values=- prefix='' words
  word=\${line##*[[:space:]]}
  read -r -a words <<<"\${line%"$word"}"
  before=\${words[\${#words[@]}-1]}
  [[ \${#words[@]} -lt 2 ]] || command=\${words[1]}
  if [[ $word == --*=* ]]; then
    before=\${word%%=*}
    prefix=$before=
  fi
  case $command in
  '') candidates='${[...commands.map(({ name }) => name), ...options.flatMap(spellings)].join(' ')}' ;;
${commands.map(printCase).join('')}  esac
  [[ $values == - ]] || candidates=$values
  _sagemaker_mkt_offer
}

# Bash replaces only what is behind the last \`=\` or \`:\` of the word.
_sagemaker_mkt_offer() {
  local done='' candidate
  case $word in *[:=]*) done=\${word%"\${word##*[:=]}"} ;; esac
  COMPREPLY=()
  for candidate in $candidates; do
    candidate=$prefix$candidate
    [[ $candidate != "$word"* ]] || COMPREPLY+=("\${candidate#"$done"}")
  done
}

complete -o bashdefault -o default -F _sagemaker_mkt sagemaker-mkt
`;
}

/** \`values\` is \`-\` where the word is no value of an option. */
function printCase({ name, options, operandValues }: CompletedCommand): string {
  const free = options.filter(({ takesValue, values }) => takesValue && values.length === 0);
  const cases = [
    ...options
      .filter(({ values }) => values.length > 0)
      .map(({ name: option, values }) => `      --${option}) values='${values.join(' ')}' ;;\n`),
    ...(free.length > 0
      ? [`      ${free.map((option) => `--${option.name}`).join(' | ')}) values='' ;;\n`]
      : []),
  ];
  return `  ${name})
${cases.length > 0 ? `    case $before in\n${cases.join('')}    esac\n` : ''}    case $word in
      -*) candidates='${options.flatMap(spellings).join(' ')}' ;;
      *) candidates='${operandValues.join(' ')}' ;;
    esac
    ;;
`;
}

export function spellings({ name, short }: CompletedOption): string[] {
  return [`--${name}`, ...(short ? [`-${short}`] : [])];
}
