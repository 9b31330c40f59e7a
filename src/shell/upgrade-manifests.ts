import { lstatSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { type Prepared, type UpgradedFile, upgradeListing } from '../generate.ts';
import type { LocatedProblem } from '../model/problem.ts';
import { loadManifest } from './load-manifest.ts';
import { replaceText } from './replace-text.ts';
import { shownName } from './shown-name.ts';

export interface UpgradeOutcome {
  /** As shown: relative to where the command runs. */
  readonly manifest: string;
  readonly status: 'upgraded' | 'planned' | 'current' | 'refused';
  /** The changed files: the manifest and what it extends, without those that an earlier listing has upgraded. */
  readonly files: readonly UpgradedFile[];
  readonly problems: readonly LocatedProblem[];
}

/** Upgrades each manifest on its own; one that cannot be upgraded does not stop the others. A team file is written once. */
export function upgradeManifests(
  prepared: Prepared,
  paths: readonly string[],
  { cwd, dryRun }: { readonly cwd: string; readonly dryRun: boolean },
): UpgradeOutcome[] {
  const done = new Set<string>();
  return paths.map((path) => {
    const { entry, files } = loadManifest(path, { cwd });
    const { upgraded, problems } = upgradeListing(prepared, entry, files);
    const refusal = { manifest: entry, status: 'refused', files: [] } as const;
    if (problems.length > 0) return { ...refusal, problems };
    const fresh = upgraded.filter(({ file }) => !done.has(file));
    const inTheWay = fresh.flatMap(({ file }) => linkProblem(file, cwd));
    if (inTheWay.length > 0) return { ...refusal, problems: inTheWay };
    if (upgraded.length === 0) return { ...refusal, status: 'current', problems };
    // Extended files go first: after an interruption the manifest is still old, and the next run continues.
    const ordered = [...fresh].sort((a, b) => Number(a.file === entry) - Number(b.file === entry));
    const failed = dryRun ? [] : ordered.flatMap((file) => replaceText(resolve(cwd, file.file), file));
    if (failed.length > 0) return { ...refusal, problems: failed };
    for (const { file } of fresh) done.add(file);
    return { manifest: entry, status: dryRun ? 'planned' : 'upgraded', files: ordered, problems };
  });
}

/**
 * Writing would replace a link by a file, and a linked folder may lead out of the current folder. An outside path that
 * is written as such, for example `../team.yaml`, is allowed.
 */
function linkProblem(file: string, cwd: string): LocatedProblem[] {
  const path = resolve(cwd, file);
  const real = realpathSync(path);
  const leadsOut = isInside(path, cwd) && !isInside(real, realpathSync(cwd));
  if (!lstatSync(path).isSymbolicLink() && !leadsOut) return [];
  const target = shownName(real, realpathSync(cwd));
  return [
    {
      code: 'symbolic-link',
      severity: 'conflict',
      location: { file, line: 1, column: 1, length: 0, source: '' },
      what: `a symbolic link leads from here to ${target}, and links are not followed`,
      fix: `pass the file itself:  sagemaker-mkt upgrade ${target}`,
    },
  ];
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way.split(/[\\/]/, 1)[0] !== '..';
}
