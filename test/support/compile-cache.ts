import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './built.ts';

const kept = join(root, 'node_modules/.cache/compiled-listings');

/**
 * The variables with which Node keeps what it made of a listing's TypeScript. It finds a file again by its path from this
 * link, which lies beside every listing, so that all of them share it: a process starts in a quarter of the time.
 */
export function compileCacheOf(listing: string): Record<string, string> {
  const link = join(listing, '../compiled');
  mkdirSync(kept, { recursive: true });
  if (!existsSync(link)) symlinkSync(kept, link);
  return { NODE_COMPILE_CACHE: link, NODE_COMPILE_CACHE_PORTABLE: '1' };
}
