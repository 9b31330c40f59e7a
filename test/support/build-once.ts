import { execFileSync } from 'node:child_process';
import { root } from './built.ts';

/** Builds the command before the first test, if the sources are newer. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/build-if-older.mjs'], { cwd: root });
}
