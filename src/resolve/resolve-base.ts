import type { BaseImage, Catalogue } from '../model/catalogue.ts';
import { findContainer } from '../model/find-container.ts';
import type { Manifest } from '../model/manifest.ts';
import { ownBase } from '../model/own-image.ts';
import type { ResolvedBase } from '../model/resolved-listing.ts';
import { type Choice, given, orElse } from './choice.ts';
import { resolveContainer } from './resolve-container.ts';

/** The base of the images: an operating system, or a container of AWS that includes the framework; or the seller's image. */
export function resolveBase(manifest: Manifest, catalogue: Catalogue, region: string): Choice<ResolvedBase> {
  if (manifest.image !== undefined) return given(ownBase(catalogue.bases));
  const container = findContainer(manifest.base, catalogue);
  return container
    ? resolveContainer(container, manifest, catalogue, region)
    : resolveSystem(manifest, catalogue);
}

/** The base from the catalogue, with the image reference for the Dockerfile. */
function resolveSystem({ base: written = '' }: Manifest, catalogue: Catalogue): Choice<ResolvedBase> {
  const choice = typeof written === 'string' ? { os: written } : 'os' in written ? written : { os: '' };
  const base = entryWithId(catalogue.bases, choice.os);
  const because = base.image === base.id ? 'the official image of that release' : base.imageState;
  const image = orElse(['base', 'image'], choice.image, base.image, because);
  const packages = given(choice.packages ?? []);
  return {
    value: {
      id: base.id,
      name: base.name,
      image: image.value,
      trainingImage: image.value,
      endOfLife: base.endOfLife,
      isScannable: base.scannable,
      scanState: base.scanState,
      made: { from: 'system', system: base, packages: packages.value },
    },
    reasons: [...image.reasons, ...packages.reasons],
  };
}

function entryWithId(bases: readonly BaseImage[], id: string): BaseImage {
  const found = bases.find((base) => base.id === id);
  if (!found) throw new Error(`the schema allows the base ${id}, and the catalogue has none of that id`);
  return found;
}
