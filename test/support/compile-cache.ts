import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './built.ts';

const kept = join(root, 'node_modules/.cache/compiled-listings');

/**
 * Variables that make Node cache the compiled TypeScript of a listing. Node looks a file up by its path from
 * this link. The link is next to every listing, so all listings share the cache, and a process starts in a
 * quarter of the time.
 */
export function compileCacheOf(listing: string): Record<string, string> {
  const link = join(listing, '../compiled');
  mkdirSync(kept, { recursive: true });
  if (!existsSync(link)) symlinkSync(kept, link);
  return { NODE_COMPILE_CACHE: link, NODE_COMPILE_CACHE_PORTABLE: '1' };
}
