import { type Prepared, renderCi } from '../generate.ts';
import { printChanges, printPlan } from '../report/print-changes.ts';
import { ciSetup } from './ci-setup.ts';
import { type ExitCode, exitCodeFor } from './exit-code.ts';
import { findRepository } from './git/find-repository.ts';
import { reportProblems } from './report-problems.ts';
import { reportUsage, type UsageFault } from './report-usage.ts';
import type { Terminal } from './terminal.ts';
import { ciPaths } from './tree/listing-paths.ts';
import { runTree } from './tree/run-tree.ts';

export interface CiCall {
  readonly texts: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly dryRun: boolean;
  readonly adopts: boolean;
  readonly terminal: Terminal;
}

/** Writes the CI files of the current repository. Edits of the team are kept, as in a listing. */
export function runCi(prepared: Prepared, { texts, cwd, dryRun, adopts, terminal }: CiCall): ExitCode {
  const root = findRepository(cwd);
  if (root === undefined) return reportUsage(terminal, noRepository);
  const setup = ciSetup(prepared, texts, root);
  if (!setup.ok) return reportUsage(terminal, setup.reason);
  const wanted = { files: renderCi(prepared, setup.value), keep: [], unused: [] };
  const run = { cwd, dryRun, adopts, restore: [], generator: prepared.version };
  const outcome = { ...runTree(ciPaths(root), wanted, run), manifest: 'CI' };
  terminal.out((dryRun ? printPlan : printChanges)(outcome, terminal.paintOut));
  if (outcome.problems.length > 0) reportProblems(terminal, outcome.problems, 'the repository');
  if (outcome.status === 'written') terminal.out(nextSteps);
  return exitCodeFor(outcome.problems);
}

const noRepository: UsageFault = {
  what: 'there is no git repository here, and CI runs in one',
  fix: 'run this in the repository of the listings, or start one with  git init',
};

const nextSteps =
  'commit these files; for uploads, GitHub needs the repository variable AWS_UPLOAD_ROLE, the ARN of a role that it may assume\n';
