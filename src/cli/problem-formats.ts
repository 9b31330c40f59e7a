import type { LocatedProblem } from '../model/problem.ts';
import { failure, ok, type Result } from '../model/result.ts';
import { closestName } from '../problem/closest-name.ts';
import { countInWords } from '../problem/phrasing.ts';
import { printProblems } from '../problem/print-problems.ts';
import { problemsAsGithub } from '../problem/problems-as-github.ts';
import { problemsAsJson } from '../problem/problems-as-json.ts';
import { problemsAsSarif } from '../problem/problems-as-sarif.ts';
import type { CommandCall } from '../shell/commands/command.ts';
import { packageVersion } from '../shell/package-files.ts';
import { reportCount } from '../shell/report-problems.ts';
import type { UsageFault } from '../shell/report-usage.ts';
import { problemFormats } from './format-options.ts';

export type ProblemFormat = (typeof problemFormats)[number];

/** The format that the call asks for. */
export function chosenFormat({ flags, texts }: CommandCall): Result<ProblemFormat, UsageFault> {
  const format = flags.has('json') ? 'json' : (texts.get('format') ?? 'text');
  const known = problemFormats.find((name) => name === format);
  if (known) return ok(known);
  const near = closestName(format, problemFormats);
  const fix = near ? `write --format ${near}` : `use one of ${problemFormats.join(', ')}`;
  return failure({ what: `there is no format \`${format}\``, fix });
}

/** Prints the problems of many listings. */
export interface ProblemPrinter {
  /** Of one listing, as soon as it is done. */
  readonly add: (problems: readonly LocatedProblem[]) => void;
  /** After the last listing; returns every problem once. */
  readonly end: (manifests: number) => readonly LocatedProblem[];
}

/**
 * Text goes to `err`, where problems go; other formats are results, and go to `out`. JSON and SARIF are one document,
 * which is printed at the end. Listings may share a team file, so its problems are printed once.
 */
export function problemPrinter({ terminal }: CommandCall, format: ProblemFormat): ProblemPrinter {
  const found = new Map<string, LocatedProblem>();
  const print = (problems: readonly LocatedProblem[]) => {
    if (problems.length === 0) return;
    if (format === 'text') terminal.err(`${printProblems(problems, terminal.paintErr)}\n`);
    if (format === 'github') terminal.out(problemsAsGithub(problems));
  };
  return {
    add: (problems) => {
      const fresh = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
      for (const key of found.keys()) fresh.delete(key);
      for (const [key, problem] of fresh) found.set(key, problem);
      print([...fresh.values()]);
    },
    end: (manifests) => {
      const all = [...found.values()];
      if (format === 'text') reportCount(terminal, all, countInWords(manifests, 'manifest'));
      if (format === 'json') terminal.out(problemsAsJson(all, packageVersion()));
      if (format === 'sarif') terminal.out(problemsAsSarif(all, packageVersion()));
      return all;
    },
  };
}
