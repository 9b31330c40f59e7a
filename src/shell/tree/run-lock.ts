import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { errorCode } from '../error-code.ts';
import { readRegularText } from '../read-regular-file.ts';
import { removeIfEmpty } from './empty-folders.ts';
import { type ListingPaths, workPath } from './listing-paths.ts';

const longestWaitMs = 10_000;
/** A run holds its lock for milliseconds, so an older lock of another machine was left by a killed run. */
const staleAfterMs = 60_000;
/** Creating the lock and writing to it takes no longer than this. */
const emptyStaleAfterMs = 1_000;

/** Another run holds the lock of this listing and does not release it. */
export class ListingBusy extends Error {
  readonly holder: string;
  constructor(holder: string) {
    super(`another run is at work: ${holder}`);
    this.holder = holder;
  }
}

export interface RunLock {
  /** Unique. */
  readonly run: string;
  /** Whether we still hold it: another machine may take it over while this one sleeps. */
  readonly isHeld: () => boolean;
}

/** What the lock says while this run holds it. */
export interface RunHolder {
  readonly run: string;
  readonly text: string;
}

export function newHolder(): RunHolder {
  const run = randomUUID();
  return { run, text: `process ${process.pid} on ${hostname()}, run ${run}` };
}

/** Runs the work under the lock of the listing. A lock left by a killed run is taken over. */
export function whileLocked<T>(paths: ListingPaths, work: (lock: RunLock) => T): T {
  const holder = newHolder();
  takeLock(workPath(paths, 'running'), holder.text);
  return whileHeld(paths, holder, work);
}

/** Runs the work, and releases the lock that this run has taken. */
export function whileHeld<T>(paths: ListingPaths, { run, text }: RunHolder, work: (lock: RunLock) => T): T {
  const path = workPath(paths, 'running');
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
    else if (Date.now() > giveUpAt) throw new ListingBusy(shownHolder(holderOf(path)));
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

/** The folder may disappear between two calls, when the previous holder removes it. */
function couldCreate(path: string, text: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST' || errorCode(error) === 'ENOENT') return false;
    // On a full disk the file is created, but stays empty.
    if (holderOf(path) === '') rmSync(path);
    throw error;
  }
}

/** On this machine a dead run is recognized by its process, on others by the age of the lock. */
export function isStale(path: string): boolean {
  const holder = holderOf(path);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (holder === undefined || !stat) return false;
  const [, id, host] = /^process (\d+) on (.*), run /.exec(holder) ?? [];
  if (host === hostname()) return Number(id) === process.pid || !isAlive(Number(id));
  return Date.now() - stat.mtimeMs > (holder === '' ? emptyStaleAfterMs : staleAfterMs);
}

/** Anybody can write into the lock, so only a text of the right form is shown. */
function shownHolder(holder = ''): string {
  return /^process \d{1,10} on [\w.-]{1,255}, run [\w-]{1,64}$/.test(holder) ? holder : 'an unknown process';
}

function holderOf(path: string): string | undefined {
  return readRegularText(path);
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
