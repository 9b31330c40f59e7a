import { execFileSync } from 'node:child_process';
import { root } from './built.ts';

/** The build that users run, made before any test where the sources are newer. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/build-if-older.mjs'], { cwd: root });
}
