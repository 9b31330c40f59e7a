import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const bin = `${root}dist/src/cli/main.js`;

let isBuilt = false;

/** The build that users run, made anew once for all end-to-end tests of a run. */
export function build(): void {
  if (!isBuilt) execFileSync('npm', ['run', '--silent', 'build'], { cwd: root });
  isBuilt = true;
}
