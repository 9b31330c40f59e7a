import { execFileSync } from 'node:child_process';
import { root } from './built.ts';

/** The build that users run, made anew before any test: the end-to-end tests must not see an old one. */
export function setup(): void {
  // By test/engine/run.ts, whose rows must not do it at the same time.
  if (process.env['TESTS_ARE_SET_UP']) return;
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root });
}
