import { createHash } from 'node:crypto';

/** What is copied into every listing is one value in memory, and is hashed once for all of them. */
const known = new WeakMap<Uint8Array, string>();

/** SHA-256 in hex. The content must not change afterwards, as nothing in a tree ever does. */
export function fingerprint(content: Uint8Array): string {
  const before = known.get(content);
  if (before !== undefined) return before;
  const hash = createHash('sha256').update(content).digest('hex');
  known.set(content, hash);
  return hash;
}
