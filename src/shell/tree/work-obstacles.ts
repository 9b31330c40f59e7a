import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type ListingPaths, stateFolders, workPath } from './listing-paths.ts';
import { foldersInTheWay, type Obstacle } from './load-current-files.ts';
import { isRunId } from './parse-journal.ts';

/** What is not ours in our own folders. A run would move, remove or follow it, so it stops before it changes anything. */
export function stateObstacles(paths: ListingPaths): Obstacle[] {
  const links = foldersInTheWay(paths.folder, stateFolders(paths));
  return links.length > 0 ? links : [...workObstacles(paths), ...linkObstacles(paths)];
}

function workObstacles(paths: ListingPaths): Obstacle[] {
  return entriesOf(workPath(paths, '.')).flatMap((entry) => {
    const { name } = entry;
    if (name === 'running' || name === 'journal.json') return entry.isFile() ? [] : [foreign(paths, name)];
    if (!isRunId(name) || !entry.isDirectory()) return [foreign(paths, name)];
    return runObstacles(paths, name);
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

/** Nothing where there is no such folder. */
function entriesOf(folder: string): Dirent[] {
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
}
