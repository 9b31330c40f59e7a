import { execFileSync } from 'node:child_process';
import { root } from './built.ts';

/** The build that users run, made anew before any test: the end-to-end tests must not see an old one. */
export function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root });
}
