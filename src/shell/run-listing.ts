import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { mergeListing, type Prepared, printLock, readLock, renderListing } from '../generate.ts';
import type { Change, Lock } from '../model/change-set.ts';
import { type FileTree, type RelPath, relPath } from '../model/file-tree.ts';
import type { LocatedProblem } from '../model/problem.ts';
import {
  conflictProblem,
  type FileProblem,
  inFolder,
  lockProblem,
  obstacleProblem,
} from './file-problems.ts';
import { type CurrentFiles, loadCurrentFiles } from './load-current-files.ts';
import { loadManifest } from './load-manifest.ts';
import { finishInterruptedWrite, stateFolder, writeListing } from './write-listing.ts';

export interface ListingOutcome {
  /** The manifest, relative to where the command runs. */
  readonly manifest: string;
  readonly problems: readonly LocatedProblem[];
  /** Empty when an error kept the listing from being rendered. */
  readonly changes: readonly Change[];
  /** `refused` wrote nothing because of problems; `planned` because it was a dry run. */
  readonly status: 'written' | 'unchanged' | 'planned' | 'refused';
}

export interface RunOptions {
  readonly cwd: string;
  readonly dryRun: boolean;
}

/** One listing from its manifest to its files. Nothing of it is written when anything about it is wrong. */
export function runListing(prepared: Prepared, manifestPath: string, options: RunOptions): ListingOutcome {
  const { entry, files } = loadManifest(manifestPath, options.cwd);
  const { rendered, problems } = renderListing(prepared, entry, files);
  if (!rendered) return { manifest: entry, problems, changes: [], status: 'refused' };
  const folder = dirname(resolve(options.cwd, manifestPath));
  const state = loadState(folder, rendered.files, options);
  const changeSet = mergeListing({
    lock: state.lock,
    current: state.files,
    incoming: rendered.files,
    keep: rendered.keep,
    generator: prepared.version,
    fingerprint,
  });
  const conflicts = changeSet.changes.filter((change) => change.kind === 'conflict').map(conflictProblem);
  const inTheWay = state.problems.length > 0 ? state.problems : conflicts;
  const outcome = {
    manifest: entry,
    problems: [...problems, ...inTheWay.map((problem) => inFolder(problem, folder, options.cwd))],
    changes: changeSet.changes,
  };
  if (inTheWay.length > 0) return { ...outcome, status: 'refused' };
  if (!options.dryRun)
    writeListing(folder, {
      changeSet,
      lockText: printLock(changeSet.lock),
      bases: mergeBases(rendered.files),
    });
  if (!changeSet.changes.some(isWrite)) return { ...outcome, status: 'unchanged' };
  return { ...outcome, status: options.dryRun ? 'planned' : 'written' };
}

export function isWrite({ kind }: Change): boolean {
  return kind === 'create' || kind === 'update' || kind === 'delete';
}

interface ListingState extends Pick<CurrentFiles, 'files'> {
  readonly lock: Lock | undefined;
  /** What keeps the folder from being read or written safely. */
  readonly problems: readonly FileProblem[];
}

const lockPath = relPath(`${stateFolder}/lock.json`);

/** Names below the folders that a run writes to by itself: asking for them shows whether one of those is a link. */
const stateProbes = ['base', 'staging'].map((name) => relPath(`${stateFolder}/${name}/probe`));

/** What is in the folder. A write that was cut short is finished first, unless the place for it cannot be trusted. */
function loadState(folder: string, rendered: FileTree, { dryRun }: RunOptions): ListingState {
  const stateObstacles = loadCurrentFiles(folder, stateProbes).obstacles;
  if (stateObstacles.length > 0)
    return { lock: undefined, files: new Map(), problems: stateObstacles.map(obstacleProblem) };
  if (!dryRun) finishInterruptedWrite(folder);
  const stored = loadCurrentFiles(folder, [lockPath]);
  const lockFile = stored.files.get(lockPath);
  const read = lockFile && readLock(new TextDecoder().decode(lockFile.content));
  const lock = read && 'lock' in read ? read.lock : undefined;
  const current = loadCurrentFiles(folder, new Set([...rendered.keys(), ...(lock?.files.keys() ?? [])]));
  return {
    lock,
    files: current.files,
    problems: [
      ...[...stored.obstacles, ...current.obstacles].map(obstacleProblem),
      ...(read && 'fault' in read ? [lockProblem(lockPath, read.fault)] : []),
    ],
  };
}

function mergeBases(rendered: FileTree): Map<RelPath, Uint8Array> {
  const merged = [...rendered].filter(([, { policy }]) => policy === 'merge');
  return new Map(merged.map(([path, { content }]) => [path, content]));
}

function fingerprint(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
