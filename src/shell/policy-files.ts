import { lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { LocatedProblem } from '../model/problem.ts';
import { findRepository } from './git/find-repository.ts';

/** A team's policy for every listing at or below its folder. */
export const policyName = 'marketplace.policy.yaml';

/** Where a run looks for policies. */
export interface PolicyPlace {
  readonly cwd: string;
  /** A policy file that the call names, besides those that are found. */
  readonly policy?: string | undefined;
}

/**
 * The policy files that bind a listing, outermost first: those from its folder up to the top of the repository, and
 * the one that the call names. A folder that is reached through a link is also bound by what is above the real one.
 */
export function policyFilesFor(folder: string, { cwd, policy }: PolicyPlace): string[] {
  const starts = new Set([folder, realPathOf(folder) ?? folder]);
  const found = [...starts].flatMap((start) => policiesAbove(start, topOf(start, cwd)));
  const named = policy === undefined ? [] : [resolve(cwd, policy)];
  // By their real paths, so that one file binds once.
  return [...new Map([...found, ...named].map((path) => [realPathOf(path) ?? path, path])).values()];
}

function policiesAbove(folder: string, top: string): string[] {
  const above = folder === top ? [] : policiesAbove(dirname(folder), top);
  const path = join(folder, policyName);
  return look(path) === 'absent' ? above : [...above, path];
}

/** The top of the repository; without one, the folder where the command runs. */
function topOf(folder: string, cwd: string): string {
  return findRepository(folder) ?? (isInside(folder, cwd) ? cwd : folder);
}

/** Why a policy file must not be read: it is untrusted, and messages quote its lines. */
export function policyFault(path: string, cwd: string): Pick<LocatedProblem, 'what' | 'fix'> | undefined {
  const real = realPathOf(path);
  const seen = real === undefined ? look(path) : 'there';
  if (seen === 'out of reach')
    return {
      what: 'nobody can see whether there is a policy here',
      fix: 'give yourself the permission to enter this folder, or remove a link that leads to itself',
    };
  if (seen === 'absent')
    return {
      what: '`--policy` names this file, and it is not there',
      fix: 'correct the path: it starts in the folder where the command runs',
    };
  const top = topOf(dirname(path), cwd);
  if (real === undefined || !isInside(real, realPathOf(top) ?? top))
    return {
      what: 'this policy is a link that leads out of the repository, and such links are not followed',
      fix: 'put the policy itself here, or link to a file of the repository',
    };
  if (statSync(real).isFile()) return undefined;
  return { what: 'this policy is no regular file', fix: 'write a file with  version: 1  and  policy:' };
}

/** Whether a file that a listing extends is in its repository, or in the folder of the run, also behind links. */
export function isReadable(path: string, folder: string, { cwd }: PolicyPlace): boolean {
  const real = realPathOf(path);
  if (real === undefined) return true;
  const starts = [folder, realPathOf(folder) ?? folder];
  return starts.map((start) => topOf(start, cwd)).some((top) => isInside(real, realPathOf(top) ?? top));
}

/** A link that leads nowhere is there, too. What is out of reach counts as a policy, so that none is left out unseen. */
function look(path: string): 'there' | 'absent' | 'out of reach' {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ? 'there' : 'absent';
  } catch {
    return 'out of reach';
  }
}

export function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way.split(sep, 1)[0] !== '..';
}
