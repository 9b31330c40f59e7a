import type { BaseImage, Catalogue } from '../model/catalogue.ts';
import type { Accepted, Manifest } from '../model/manifest.ts';
import type { ManifestPath } from '../model/problem.ts';

/** The operating system of a manifest, with its place. Undefined for a Deep Learning Container. */
export interface WrittenSystem {
  readonly at: ManifestPath;
  readonly system: BaseImage;
}

export function writtenSystem(
  written: Accepted<Manifest>['base'],
  { bases }: Catalogue,
): WrittenSystem | undefined {
  const id = typeof written === 'string' ? written : written && 'os' in written ? written.os : undefined;
  const system = bases.find((entry) => entry.id === id);
  return system && { at: typeof written === 'string' ? ['base'] : ['base', 'os'], system };
}
