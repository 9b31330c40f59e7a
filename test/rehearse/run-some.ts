import { rmSync } from 'node:fs';
import type { Rehearsed } from '../../src/model/rehearsal.ts';
import { allChecks } from '../../src/rehearse/all-checks.ts';
import type { Check } from '../../src/rehearse/check.ts';
import { runChecks } from '../../src/rehearse/run-checks.ts';
import type { Stage } from '../../src/rehearse/stage.ts';
import { withCleanup } from '../../src/shell/rehearse/cleanup.ts';
import { loadMaterials } from '../../src/shell/rehearse/load-materials.ts';
import { processStage } from '../../src/shell/rehearse/process-stage.ts';
import { placeWithoutModel } from '../../src/shell/rehearse/staged-programs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { PlacedListing } from './broken-listing.ts';

export function checksNamed(...ids: readonly string[]): readonly Check[] {
  return allChecks.filter(({ id }) => ids.includes(id));
}

/** Tries the listing with these checks alone, and removes it. */
export async function runSome(
  { folder, listing, limits }: PlacedListing,
  checks: readonly Check[],
  staged: (stage: Stage) => Stage = (stage) => stage,
): Promise<readonly Rehearsed[]> {
  const placeAlone = (place: string) => placeWithoutModel(listing, 'model', { folder, place });
  const bundled = { path: 'model', placeAlone };
  const results = await withCleanup((cleanup) =>
    runChecks({
      stage: staged(processStage({ folder, scratch: temporaryFolder(), model: undefined, bundled, cleanup })),
      materials: loadMaterials(listing, folder),
      limits,
      checks,
      onResult: () => {},
    }),
  );
  rmSync(folder, { recursive: true });
  return results;
}
