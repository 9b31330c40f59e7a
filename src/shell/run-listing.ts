import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { mergeListing, type Prepared, printLock, readLock, renderListing } from '../generate.ts';
import type { Change, ChangeSet, Conflict, Lock } from '../model/change-set.ts';
import { type FileTree, type RelPath, relPath } from '../model/file-tree.ts';
import type { LocatedProblem } from '../model/problem.ts';
import { type CurrentFiles, loadCurrentFiles, type Obstacle } from './load-current-files.ts';
import { loadManifest, shownName } from './load-manifest.ts';
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

const lockPath = relPath(`${stateFolder}/lock.json`);

/** One listing from its manifest to its files. Nothing of it is written when anything about it is wrong. */
export function runListing(prepared: Prepared, manifestPath: string, options: RunOptions): ListingOutcome {
  const manifest = loadManifest(manifestPath, options.cwd);
  const { rendered, problems } = renderListing(prepared, manifest.entry, manifest.files);
  const refused = { manifest: manifest.entry, changes: [], status: 'refused' } as const;
  if (!rendered) return { ...refused, problems };
  const folder = dirname(resolve(options.cwd, manifestPath));
  if (!options.dryRun) finishInterruptedWrite(folder);
  const state = loadState(folder, rendered.files);
  const inTheWay = [...state.obstacles.map(obstacleProblem), ...state.faults].map((problem) =>
    inFolder(problem, folder, options.cwd),
  );
  if (inTheWay.length > 0) return { ...refused, problems: [...problems, ...inTheWay] };
  const changeSet = mergeListing({
    lock: state.lock,
    current: state.files,
    incoming: rendered.files,
    keep: rendered.keep,
    generator: prepared.version,
    fingerprint,
  });
  const conflicts = changeSet.changes
    .filter((change) => change.kind === 'conflict')
    .map((change) => inFolder(conflictProblem(change), folder, options.cwd));
  const outcome = {
    manifest: manifest.entry,
    problems: [...problems, ...conflicts],
    changes: changeSet.changes,
  };
  if (conflicts.length > 0) return { ...outcome, status: 'refused' };
  if (!changeSet.changes.some(isWrite))
    return finish(folder, changeSet, rendered.files, options, { ...outcome, status: 'unchanged' });
  return finish(folder, changeSet, rendered.files, options, {
    ...outcome,
    status: options.dryRun ? 'planned' : 'written',
  });
}

export function isWrite({ kind }: Change): boolean {
  return kind === 'create' || kind === 'update' || kind === 'delete';
}

function finish(
  folder: string,
  changeSet: ChangeSet,
  rendered: FileTree,
  { dryRun }: RunOptions,
  outcome: ListingOutcome,
): ListingOutcome {
  if (!dryRun)
    writeListing(folder, { changeSet, lockText: printLock(changeSet.lock), bases: mergeBases(rendered) });
  return outcome;
}

function mergeBases(rendered: FileTree): Map<RelPath, Uint8Array> {
  return new Map(
    [...rendered]
      .filter(([, { policy }]) => policy === 'merge')
      .map(([path, { content }]) => [path, content]),
  );
}

interface ListingState extends CurrentFiles {
  readonly lock: Lock | undefined;
  readonly faults: readonly FileProblem[];
}

/** A problem of a file on disk, before it is known how the folder is shown. */
type FileProblem = Omit<LocatedProblem, 'location'> & { readonly path: string };

function loadState(folder: string, rendered: FileTree): ListingState {
  const stored = loadCurrentFiles(folder, [lockPath]);
  const lockFile = stored.files.get(lockPath);
  const read = lockFile && readLock(new TextDecoder().decode(lockFile.content));
  const lock = read && 'lock' in read ? read.lock : undefined;
  const current = loadCurrentFiles(folder, new Set([...rendered.keys(), ...(lock?.files.keys() ?? [])]));
  return {
    lock,
    files: current.files,
    obstacles: [...stored.obstacles, ...current.obstacles],
    faults: read && 'fault' in read ? [lockProblem(read.fault)] : [],
  };
}

function lockProblem(fault: string): FileProblem {
  return {
    path: lockPath,
    code: 'lock-damaged',
    severity: 'conflict',
    what: `the record of what was generated cannot be read: ${fault}`,
    fix: 'restore it from git, or delete it: files that differ are then shown as not generated, and nothing is lost',
  };
}

const obstacleWords: Readonly<Record<Obstacle['kind'], string>> = {
  'symbolic-link': 'this is a symbolic link, and links are not followed out of a listing',
  folder: 'this is a folder, and a file of this name is to be generated',
  special: 'this is no plain file, and a file or folder of this name is to be generated',
  unreadable: 'the system does not let this file be read',
};

function obstacleProblem({ path, kind }: Obstacle): FileProblem {
  return {
    path,
    code: kind === 'symbolic-link' ? 'symbolic-link' : 'file-in-the-way',
    severity: 'conflict',
    what: obstacleWords[kind],
    fix: 'move it away, or take the path over with  regenerate: { keep: [...] }  in the manifest',
  };
}

function conflictProblem({ path, code, because }: Conflict): FileProblem {
  return {
    path,
    code,
    severity: 'conflict',
    what: because,
    fix: `move it away and run again, or take it over with  regenerate: { keep: [${path}] }  in the manifest`,
  };
}

function inFolder({ path, ...problem }: FileProblem, folder: string, cwd: string): LocatedProblem {
  const file = shownName(join(folder, path), cwd);
  return { ...problem, location: { file, line: 1, column: 1, length: 0, source: '' } };
}

function fingerprint(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
