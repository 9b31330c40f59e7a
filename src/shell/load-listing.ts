import { dirname, resolve } from 'node:path';
import { type Prepared, type RenderedListing, renderListing } from '../generate.ts';
import { loadManifest } from './load-manifest.ts';
import type { PolicyPlace } from './policy-files.ts';

export interface LoadedListing extends RenderedListing {
  /** As shown to people: relative to where the command runs. */
  readonly manifest: string;
  readonly folder: string;
}

/** One listing, loaded and rendered. */
export function loadListing(prepared: Prepared, path: string, place: PolicyPlace): LoadedListing {
  const { entry: manifest, files } = loadManifest(path, place);
  return { manifest, folder: dirname(resolve(place.cwd, path)), ...renderListing(prepared, manifest, files) };
}
