import { relative } from 'node:path';

/** As the seller would type it: relative to here, with `/` on every system. */
export function shownName(path: string, cwd: string): string {
  return relative(cwd, path).replaceAll('\\', '/') || '.';
}
