import { relative } from 'node:path';

/** A path as sellers would type it: relative to `cwd`, with `/` on every system. */
export function shownName(path: string, cwd: string): string {
  return relative(cwd, path).replaceAll('\\', '/') || '.';
}
