import { dirname, resolve } from 'node:path';
import { realPathOf } from '../policy-files.ts';

/** The positions of manifests, together where they are at the same place: a folder and a link to it are one. */
export function samePlace(manifests: readonly string[], cwd: string): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const [position, path] of manifests.entries()) {
    const folder = resolve(cwd, dirname(path));
    const place = realPathOf(folder) ?? folder;
    const group = groups.get(place);
    if (group) group.push(position);
    else groups.set(place, [position]);
  }
  return [...groups.values()];
}
