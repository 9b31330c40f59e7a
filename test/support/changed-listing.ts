import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { modelPackage } from './expect-problems.ts';
import { edit, generatedFolder, snapshot, visible } from './listing-folder.ts';

/** The file in which a run records what it will move. */
export const journal = '.sagemaker-mkt/work/journal.json';

/** The record of a new listing, which is staged with it. */
const freshRecord = '.sagemaker-mkt/work/lock.json';

/** Creates, updates, merges and deletes files in one run. */
export const changed = modelPackage({
  product: 'product: { type: model-package, name: churn-scorer, title: Another title }',
  contentTypes: 'contentTypes: { input: [text/plain], output: [application/json] }',
});

/** A listing with edits of its seller, before its manifest becomes `changed`. */
export function started(): string {
  const folder = generatedFolder();
  writeFileSync(join(folder, 'src/inference.ts'), '// mine\n');
  edit(folder, 'Dockerfile', /^COPY /m, 'ENV MINE=1\nCOPY ');
  return folder;
}

type Snapshot = ReturnType<typeof snapshot>;

/**
 * Checks what a run that was killed before it committed left: the old tree, unless it had finished.
 */
export function expectOldUnlessBegun(
  folder: string,
  { old, wanted }: { readonly old: Snapshot; readonly wanted: Snapshot },
): void {
  const isBegun = [journal, freshRecord].some((path) => existsSync(join(folder, path)));
  const left = visible(snapshot(folder));
  if (!isBegun && JSON.stringify(left) !== JSON.stringify(visible(wanted)))
    expect(left).toEqual(visible(old));
}
