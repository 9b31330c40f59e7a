import { mergeListing } from '../../generate.ts';
import {
  type Change,
  type ChangeSet,
  type Conflict,
  type ConflictCode,
  isWrite,
} from '../../model/change-set.ts';
import { type FileTree, isUnder, type RelPath } from '../../model/file-tree.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { adoptions, foreignFilesProblem, keptMemberProblems } from '../adoption-problems.ts';
import {
  busyProblem,
  conflictProblem,
  inFolder,
  journalProblem,
  type ListingProblem,
  newerLockProblem,
  obstacleProblem,
  rescuedProblem,
  restlessProblem,
} from '../listing-problems.ts';
import { type FilesHeld, filesHeld } from './files-held.ts';
import { fingerprint } from './fingerprint.ts';
import type { ListingPaths } from './listing-paths.ts';
import { namesIn, type Obstacle, topOf } from './load-current-files.ts';
import { type ListingState, loadState } from './load-state.ts';
import { ListingBusy } from './run-lock.ts';
import { stateObstacles } from './work-obstacles.ts';
import { finishInterruptedWrite, unfinishedObstacles, writeListing } from './write-listing.ts';

/** The files that a folder should contain, and the paths that the seller took over, or that nothing uses. */
export interface WantedTree {
  readonly files: FileTree;
  readonly keep: readonly string[];
  readonly unused: readonly RelPath[];
}

export interface TreeRun {
  readonly cwd: string;
  readonly dryRun: boolean;
  /** Paths to overwrite with the generated text. */
  readonly restore: readonly string[];
  /** Whether files that no run made may be changed. */
  readonly adopts: boolean;
  readonly generator: string;
}

export interface TreeOutcome {
  /** Nothing was ever generated in the folder. */
  readonly isNew: boolean;
  readonly status: 'written' | 'unchanged' | 'planned' | 'refused';
  readonly changes: readonly Change[];
  readonly problems: readonly LocatedProblem[];
  /** Where the folder is as it should be: what is at each place that was looked at. */
  readonly held?: () => FilesHeld;
}

/** After this many retries, another program must be writing to the listing all the time. */
const mostTries = 5;

/** plan → decide → write, for one folder. */
export function runTree(paths: ListingPaths, wanted: WantedTree, run: TreeRun): TreeOutcome {
  const located = (problems: readonly ListingProblem[]) =>
    problems.map((problem) => inFolder(problem, paths.folder, run.cwd));
  const hasState = namesIn(paths.folder).has(topOf(paths.state.root));
  const stops = hasState ? stateProblems(paths, run.dryRun) : [];
  if (stops.length > 0) return refused(located(stops));
  try {
    const earlier = run.dryRun || !hasState ? [] : finishInterruptedWrite(paths).map(rescuedProblem);
    for (let tries = 0; tries < mostTries; tries += 1) {
      const outcome = tryOnce(paths, wanted, run);
      if (outcome) return { ...outcome, problems: located([...earlier, ...outcome.problems]) };
    }
    return refused(located([restlessProblem(paths)]));
  } catch (error) {
    if (!(error instanceof ListingBusy)) throw error;
    return refused(located([busyProblem(paths, error.holder)]));
  }
}

/** What somebody else has put into our own folders. Nothing is written, moved or removed before it is gone. */
function stateProblems(paths: ListingPaths, dryRun: boolean): readonly ListingProblem[] {
  const asProblem = (obstacle: Obstacle) => obstacleProblem(obstacle, { paths, dryRun });
  const inState = stateObstacles(paths);
  if (inState.length > 0) return inState.map(asProblem);
  const unfinished = unfinishedObstacles(paths);
  return unfinished.ok ? unfinished.value.map(asProblem) : [journalProblem(paths, unfinished.reason)];
}

function refused(problems: readonly LocatedProblem[]): TreeOutcome {
  return { isNew: false, status: 'refused', changes: [], problems };
}

type TriedTree = Omit<TreeOutcome, 'problems'> & { readonly problems: readonly ListingProblem[] };

/** Undefined where the listing changed between reading and writing. */
function tryOnce(paths: ListingPaths, wanted: WantedTree, run: TreeRun): TriedTree | undefined {
  const state = loadState(paths, [...wanted.files.keys(), ...wanted.unused], run.generator);
  const inTheWay = state.obstacles.filter(({ path }) => !isUnder(path, wanted.keep));
  const circumstances = { paths, dryRun: run.dryRun };
  const stops = [
    ...inTheWay.map((obstacle) => obstacleProblem(obstacle, circumstances)),
    ...(state.newer === undefined ? [] : [newerLockProblem(paths.state.lock, state.newer)]),
  ];
  if (stops.length > 0) return { isNew: false, status: 'refused', changes: [], problems: stops };
  const changeSet = mergeState(state, wanted, run);
  const { changes } = changeSet;
  const isNew = !state.lock && state.stored.paths.size === 0;
  const foreign = run.adopts ? [] : adoptions(changes);
  const conflicts = changes
    .filter((change) => change.kind === 'conflict')
    .filter((change) => !foreign.includes(change));
  const problems = [
    ...state.faults,
    ...conflicts.map((conflict) => conflictProblem(conflict, circumstances)),
  ];
  if (foreign.length > 0) problems.push(foreignFilesProblem(foreign, paths));
  if (foreign.length > 0 || conflicts.some(stopsListing))
    return { isNew, status: 'refused', changes, problems };
  problems.push(...keptMemberProblems(changes));
  if (run.dryRun)
    return { isNew, status: changes.some(isWrite) ? 'planned' : 'unchanged', changes, problems };
  const result = writeListing(paths, changeSet, state);
  if (!result.ok) return undefined;
  const status = changes.some(isWrite) ? 'written' : 'unchanged';
  const held = () =>
    filesHeld(changeSet, { current: state.current, unused: wanted.unused, lock: paths.state.lock });
  return { isNew, status, changes, problems: [...problems, ...result.value.map(rescuedProblem)], held };
}

function mergeState(state: ListingState, wanted: WantedTree, run: TreeRun): ChangeSet {
  return mergeListing({
    lock: state.lock,
    stored: state.stored,
    current: state.current,
    incoming: wanted.files,
    keep: wanted.keep,
    unused: wanted.unused,
    restore: run.restore,
    generator: run.generator,
    fingerprint,
  });
}

const ofOneFile: readonly ConflictCode[] = ['both-changed', 'marks-left', 'not-members'];

/** `own` files only fit together, so one that cannot be written stops all others. */
function stopsListing({ code }: Conflict): boolean {
  return !ofOneFile.includes(code);
}
