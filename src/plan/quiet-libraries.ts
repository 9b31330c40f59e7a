import type { View } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';

/** The lines of a start script that keep libraries from reporting to their makers; what the seller sets stays. */
export function quietLibraries({ framework }: ResolvedListing): readonly View[] {
  const { quiet = [] } = framework.framework;
  return quiet.map(({ name, value, because }) => ({
    because,
    export: `export ${name}="\${${name}-${value}}"`,
  }));
}
