import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { entriesOf } from './empty-folders.ts';
import { isPrivateFolder, type ListingPaths, stateFolders, workPath } from './listing-paths.ts';
import { foldersInTheWay, type Obstacle } from './load-current-files.ts';
import { isPlace, isRunId } from './parse-journal.ts';

/** What is not ours in our own folders. A run would move, remove or follow it, so it stops before it changes anything. */
export function stateObstacles(paths: ListingPaths): Obstacle[] {
  const links = foldersInTheWay(paths.folder, stateFolders(paths));
  return links.length > 0
    ? links
    : [...privateObstacles(paths), ...workObstacles(paths), ...linkObstacles(paths)];
}

function privateObstacles({ folder, state }: ListingPaths): Obstacle[] {
  return entriesOf(join(folder, state.root))
    .filter((entry) => isPrivateFolder(entry.name) && !entry.isDirectory())
    .map(({ name }) => ({ path: `${state.root}/${name}`, kind: 'foreign' }));
}

function workObstacles(paths: ListingPaths): Obstacle[] {
  return entriesOf(workPath(paths, '.')).flatMap((entry) => {
    const { name } = entry;
    if (['running', 'journal.json', 'lock.json'].includes(name))
      return entry.isFile() ? [] : [foreign(paths, name)];
    if (['fresh', 'base'].includes(name) && entry.isDirectory()) return freshObstacles(paths, name);
    if (!isRunId(name) || !entry.isDirectory()) return [foreign(paths, name)];
    return runObstacles(paths, name);
  });
}

/** A new listing has plain files and folders, and nothing for our own folders. */
function freshObstacles(paths: ListingPaths, folder: string): Obstacle[] {
  const [ours] = stateFolders(paths);
  return entriesOf(workPath(paths, folder)).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    const place = name.slice(name.indexOf('/') + 1);
    if (!isPlace(place) || place.toLowerCase() === ours) return [foreign(paths, name)];
    if (entry.isDirectory()) return freshObstacles(paths, name);
    return entry.isFile() ? [] : [foreign(paths, name)];
  });
}

function runObstacles(paths: ListingPaths, run: string): Obstacle[] {
  return entriesOf(workPath(paths, run)).flatMap((entry) => {
    const place = `${run}/${entry.name}`;
    if (entry.name === 'journal.json') return entry.isFile() ? [] : [foreign(paths, place)];
    if (!['staging', 'aside'].includes(entry.name) || !entry.isDirectory()) return [foreign(paths, place)];
    return entriesOf(workPath(paths, place))
      .filter(({ name }) => !/^\d{1,6}$/.test(name))
      .map(({ name }) => foreign(paths, `${place}/${name}`));
  });
}

function foreign({ state }: ListingPaths, name: string): Obstacle {
  return { path: `${state.work}/${name}`, kind: 'foreign' };
}

/** Links that would redirect a write. Among the saved copies, a link to a file is only a copy of a link. */
function linkObstacles({ folder, state }: ListingPaths): Obstacle[] {
  const leadsAway = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const links = [
    ...linksBelow(join(folder, state.base)),
    ...linksBelow(join(folder, state.kept)).filter(leadsAway),
  ];
  return links.map((path) => ({
    path: path.slice(folder.length + 1).replaceAll('\\', '/'),
    kind: 'symbolic-link',
  }));
}

function linksBelow(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name));
}
