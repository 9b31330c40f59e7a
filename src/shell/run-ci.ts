import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mergeListing, type Prepared, printLock, readLock, renderCi } from '../generate.ts';
import { type FileTree, relPath } from '../model/file-tree.ts';
import { ciSetup } from './ci-setup.ts';
import { type ExitCode, exitCodeFor } from './exit-code.ts';
import {
  conflictProblem,
  type FileProblem,
  inFolder,
  lockProblem,
  obstacleProblem,
} from './file-problems.ts';
import { manifestName } from './find-manifests.ts';
import { loadCurrentFiles } from './load-current-files.ts';
import { printChanges } from './print-changes.ts';
import { reportProblems } from './report-problems.ts';
import { reportUsage, type UsageFault } from './report-usage.ts';
import { isWrite, type ListingOutcome } from './run-listing.ts';
import type { Terminal } from './terminal.ts';
import { finishInterruptedWrite, stateFolder, writeListing } from './write-listing.ts';

export interface CiCall {
  readonly texts: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly dryRun: boolean;
  readonly terminal: Terminal;
}

/** Writes the CI of the repository that the command runs in, all or nothing; what a team edited is kept. */
export function runCi(prepared: Prepared, { texts, cwd, dryRun, terminal }: CiCall): ExitCode {
  const root = findRepository(cwd);
  if (root === undefined) return reportUsage(terminal, noRepository);
  if (existsSync(join(root, manifestName))) return reportUsage(terminal, listingAtTop);
  const setup = ciSetup(prepared, texts, root);
  if ('fault' in setup) return reportUsage(terminal, setup.fault);
  const outcome = writeCi(root, renderCi(prepared, setup), { cwd, dryRun, generator: prepared.version });
  terminal.out(printChanges(outcome, terminal.paintOut));
  if (outcome.problems.length > 0) reportProblems(terminal, outcome.problems, 'the repository');
  if (outcome.status === 'written') terminal.out(nextSteps);
  return exitCodeFor(outcome.problems);
}

/** A worktree and a submodule have a file of that name, and are repositories all the same. */
function findRepository(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : findRepository(above);
}

const noRepository: UsageFault = {
  what: 'there is no git repository here, and CI runs in one',
  fix: 'run this in the repository of the listings, or start one with  git init',
};

/** Both would keep their record of what was generated in the same place, and take each other's files for leftovers. */
const listingAtTop: UsageFault = {
  what: `the top of this repository is a listing itself (it has a ${manifestName})`,
  fix: 'move the listing into a folder of its own, as in  git mv , say listings/churn',
};

const nextSteps = `commit these files. For uploads, GitHub needs the repository variable AWS_UPLOAD_ROLE: the ARN of a role that it may assume
`;

interface CiWrite {
  readonly cwd: string;
  readonly dryRun: boolean;
  readonly generator: string;
}

function writeCi(root: string, files: FileTree, { cwd, dryRun, generator }: CiWrite): ListingOutcome {
  if (!dryRun) finishInterruptedWrite(root);
  const { lock, current, problems: faults } = loadCi(root, files);
  const changeSet = mergeListing({ lock, current, incoming: files, keep: [], generator, fingerprint });
  const { changes } = changeSet;
  const conflicts = changes.filter((change) => change.kind === 'conflict').map(conflictProblem);
  const problems = [...faults, ...conflicts].map((problem) => inFolder(problem, root, cwd));
  const outcome = { manifest: 'CI', problems, changes };
  if (problems.length > 0) return { ...outcome, status: 'refused' };
  if (!changes.some(isWrite)) return { ...outcome, status: 'unchanged' };
  if (dryRun) return { ...outcome, status: 'planned' };
  const bases = new Map([...files].map(([path, { content }]) => [path, content]));
  writeListing(root, { changeSet, lockText: printLock(changeSet.lock), bases });
  return { ...outcome, status: 'written' };
}

function loadCi(root: string, files: FileTree) {
  const lockPath = relPath(`${stateFolder}/lock.json`);
  const stored = loadCurrentFiles(root, [lockPath]);
  const text = stored.files.get(lockPath)?.content;
  const read = text && readLock(new TextDecoder().decode(text));
  const lock = read && 'lock' in read ? read.lock : undefined;
  const { files: current, obstacles } = loadCurrentFiles(
    root,
    new Set([...files.keys(), ...(lock?.files.keys() ?? [])]),
  );
  const problems: FileProblem[] = [
    ...[...stored.obstacles, ...obstacles].map(obstacleProblem),
    ...(read && 'fault' in read ? [lockProblem(lockPath, read.fault)] : []),
  ];
  return { lock, current, problems };
}

function fingerprint(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
