import { hash } from 'node:crypto';

/** Files copied into every listing share one value in memory, and are hashed once. */
const known = new WeakMap<Uint8Array, string>();

/** SHA-256 in hex. Contents of a tree must not change, because results are cached. */
export function fingerprint(content: Uint8Array): string {
  const before = known.get(content);
  if (before !== undefined) return before;
  const now = hash('sha256', content);
  known.set(content, now);
  return now;
}
