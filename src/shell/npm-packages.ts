import { join } from 'node:path';
import type { Answer } from '../imports/judge-imports.ts';
import { isRecord } from '../text/is-record.ts';
import { readRegularText } from './read-regular-file.ts';

export interface NpmPackages {
  readonly answer: (name: string) => Answer;
  readonly devDependencies: readonly string[];
}

/** What `npm install --omit=dev` installs from package.json, as far as the lock file or `node_modules` say what packages bring. */
export function npmPackages(folder: string): NpmPackages {
  const own = readJson(join(folder, 'package.json'));
  const roots = dependenciesOf(own);
  const locked = lockedPackages(readJson(join(folder, 'package-lock.json')));
  const { names, isWhole } = locked ?? installedPackages(folder, roots);
  const answer = (name: string): Answer => {
    if (roots.includes(name) || names.has(name) || name === own?.['name']) return 'there';
    return own && isWhole ? 'missing' : 'unknown';
  };
  return { answer, devDependencies: keysOf(own?.['devDependencies']) };
}

interface Found {
  readonly names: ReadonlySet<string>;
  /** Whether nothing else can be among them. */
  readonly isWhole: boolean;
}

function lockedPackages(lock: Record<string, unknown> | undefined): Found | undefined {
  if (!isRecord(lock?.['packages'])) return undefined;
  const names = Object.entries(lock['packages']).flatMap(([path, facts]) => {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
    return name === undefined || (isRecord(facts) && facts['dev'] === true) ? [] : [name];
  });
  return { names: new Set(names), isWhole: true };
}

function installedPackages(folder: string, roots: readonly string[]): Found {
  const names = new Set(roots);
  let isWhole = true;
  // A loop over a set also visits members that are added during the loop.
  for (const name of names) {
    const facts = readJson(join(folder, 'node_modules', name, 'package.json'));
    if (!facts && roots.includes(name)) isWhole = false;
    for (const brought of dependenciesOf(facts)) names.add(brought);
  }
  return { names, isWhole };
}

function dependenciesOf(facts: Record<string, unknown> | undefined): readonly string[] {
  return ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((kind) =>
    keysOf(facts?.[kind]),
  );
}

function keysOf(value: unknown): readonly string[] {
  return isRecord(value) ? Object.keys(value) : [];
}

function readJson(path: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(readRegularText(path) ?? '');
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
