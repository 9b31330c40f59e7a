import type { Base, Catalogue } from '../model/catalogue.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ResolvedBase } from '../model/resolved-listing.ts';
import { type Choice, given, orElse, together } from './choice.ts';

/** The base by its catalogue entry, with the image reference that the Dockerfile takes. */
export function resolveBase({ base: written }: Manifest, catalogue: Catalogue): Choice<ResolvedBase> {
  const choice = typeof written === 'string' ? { os: written } : 'os' in written ? written : { os: '' };
  const base = entryWithId(catalogue.bases, choice.os);
  const because = base.image === base.id ? 'the official image of that release' : base.imageState;
  return together({
    base: given(base),
    image: orElse(['base', 'image'], choice.image, base.image, because),
    packages: given(choice.packages ?? []),
  });
}

function entryWithId(bases: readonly Base[], id: string): Base {
  const found = bases.find((base) => base.id === id);
  if (!found) throw new Error(`the schema allows the base ${id}, and the catalogue has none of that id`);
  return found;
}
