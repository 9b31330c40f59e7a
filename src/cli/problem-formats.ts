import type { LocatedProblem } from '../model/problem.ts';
import { failure, ok, type Result } from '../model/result.ts';
import { closestName } from '../problem/closest-name.ts';
import { countInWords } from '../problem/phrasing.ts';
import { problemsAsGithub } from '../problem/problems-as-github.ts';
import { problemsAsJson } from '../problem/problems-as-json.ts';
import { problemsAsSarif } from '../problem/problems-as-sarif.ts';
import type { CommandCall } from '../shell/commands/command.ts';
import { packageVersion } from '../shell/load-package-data.ts';
import { reportProblems } from '../shell/report-problems.ts';
import type { UsageFault } from '../shell/report-usage.ts';

const formats = { json: problemsAsJson, github: problemsAsGithub, sarif: problemsAsSarif } as const;

export type ProblemFormat = keyof typeof formats | 'text';

/** The format that the call asks for. */
export function chosenFormat({ flags, texts }: CommandCall): Result<ProblemFormat, UsageFault> {
  const format = flags.has('json') ? 'json' : (texts.get('format') ?? 'text');
  if (isFormat(format)) return ok(format);
  const known = ['text', ...Object.keys(formats)];
  const near = closestName(format, known);
  const fix = near ? `write --format ${near}` : `use one of ${known.join(', ')}`;
  return failure({ what: `there is no format \`${format}\``, fix });
}

/** Text goes to `err`, where problems go; other formats are results, and go to `out`. */
export function sayProblems(
  { terminal }: CommandCall,
  format: ProblemFormat,
  problems: readonly LocatedProblem[],
  manifests: number,
): void {
  if (format === 'text') reportProblems(terminal, problems, countInWords(manifests, 'manifest'));
  else terminal.out(formats[format](problems, packageVersion()));
}

function isFormat(format: string): format is ProblemFormat {
  return format === 'text' || Object.hasOwn(formats, format);
}
