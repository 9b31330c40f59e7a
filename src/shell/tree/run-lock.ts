import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { errorCode } from '../error-code.ts';
import { removeIfEmpty } from './empty-folders.ts';
import { type ListingPaths, workPath } from './listing-paths.ts';

const longestWaitMs = 10_000;
/** A run holds its lock for milliseconds: an older one of another machine was left by a run that was killed there. */
const staleAfterMs = 60_000;
/** Between making the lock and writing to it there is nothing that takes time. */
const emptyStaleAfterMs = 1_000;

/** Another run is at work in the same listing, and does not come to an end. */
export class ListingBusy extends Error {
  readonly holder: string;
  constructor(holder: string) {
    super(`another run is at work: ${holder}`);
    this.holder = holder;
  }
}

export interface RunLock {
  /** No other run has the same. */
  readonly run: string;
  /** Whether nobody has taken the lock away, as another machine may if this one was asleep. */
  readonly isHeld: () => boolean;
}

/** Does the work while no other run writes to the listing. A lock that a killed run left is taken over. */
export function whileLocked<T>(paths: ListingPaths, work: (lock: RunLock) => T): T {
  const path = workPath(paths, 'running');
  const run = randomUUID();
  const text = `process ${process.pid} on ${hostname()}, run ${run}`;
  takeLock(path, text);
  const isHeld = () => holderOf(path) === text;
  try {
    return work({ run, isHeld });
  } finally {
    if (isHeld()) rmSync(path, { force: true });
    removeIfEmpty(dirname(path));
  }
}

function takeLock(path: string, text: string): void {
  const giveUpAt = Date.now() + longestWaitMs;
  while (!couldCreate(path, text)) {
    if (isStale(path)) rmSync(path, { force: true });
    else if (Date.now() > giveUpAt) throw new ListingBusy(holderOf(path) ?? 'unknown');
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

/** The folder may go between two calls, with the run that held the lock before. */
function couldCreate(path: string, text: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST' || errorCode(error) === 'ENOENT') return false;
    // On a full disk the file is made, and says nothing.
    if (holderOf(path) === '') rmSync(path);
    throw error;
  }
}

/** A run that was killed on this machine is known by its process, any other by its age. */
function isStale(path: string): boolean {
  const holder = holderOf(path);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (holder === undefined || !stat) return false;
  const [, id, host] = /^process (\d+) on (.*), run /.exec(holder) ?? [];
  if (host === hostname()) return Number(id) === process.pid || !isAlive(Number(id));
  return Date.now() - stat.mtimeMs > (holder === '' ? emptyStaleAfterMs : staleAfterMs);
}

function holderOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
