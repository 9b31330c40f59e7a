import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/built.ts';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
);
const installed = Object.entries(lock.packages).filter(([path]) => path !== '');

test('the lock file names every package that is needed, for all systems', () => {
  const missing = installed.flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !isLocked(path, name))
      .map((name) => `${name}, wanted by ${path}`),
  );
  expect(missing).toEqual([]);
});

test('each package is pinned by its hash, and has no URL', () => {
  expect(installed.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([]);
  expect(JSON.stringify(lock)).not.toContain('"resolved"');
});

/** Node looks next to a package first, and then in each folder above. */
function isLocked(path: string, name: string): boolean {
  if (lock.packages[join(path, 'node_modules', name)]) return true;
  return path !== '.' && isLocked(dirname(path), name);
}
