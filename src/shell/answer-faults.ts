import type { LocatedProblem } from '../model/problem.ts';
import { printError } from '../problem/print-error.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** The option that says each member of a first manifest. */
const options: Readonly<Record<string, string>> = {
  'product.name': 'name',
  'product.type': 'type',
  framework: 'framework',
  base: 'base',
  'contentTypes.input': 'input',
  'contentTypes.output': 'output',
  'artifacts.mode': 'artifacts',
};

/** Problems of a manifest that is not written, as faults of the options: there is no line to show. */
export function reportAnswers(terminal: Terminal, problems: readonly LocatedProblem[]): ExitCode {
  const errors = problems.filter(({ severity }) => severity === 'error');
  terminal.err(errors.map((problem) => printError(inOptions(problem))).join('\n'));
  return exitCodes.wrongUsage;
}

function inOptions({ what, fix }: LocatedProblem): { readonly what: string; readonly fix: string } {
  const [, path = ''] = /^`([^`]+)`/.exec(what) ?? [];
  const option = options[path.replace(/\[\d+\]$/, '')];
  if (option === undefined) return { what, fix };
  return {
    what: what.replace(`\`${path}\``, `\`--${option}\``),
    fix: fix.replace(
      /^(?:write|use) (?:`([^`]+)`|"([^"]+)")/,
      (_, code = '', text = '') => `write  --${option} ${code}${text}`,
    ),
  };
}
