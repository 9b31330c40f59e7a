import { type Dirent, opendirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { plainYaml } from '../../generate.ts';
import type { ModelFile, ModelFolder } from '../../model/model-files/pieces.ts';
import { isBelow, type ProjectFolder, under } from '../../project/project-folder.ts';
import { errorCode } from '../error-code.ts';
import { openFile } from './open-model.ts';

/** The most files of a project, and folders within each other, that are looked at. */
const mostFiles = 10_000;
const deepest = 16;

/** The most bytes of texts: of one, of a notebook, which has pictures in it, and of all together. */
const mostOfText = 256 << 10;
const mostOfNotebook = 16 << 20;
const mostOfAll = 64 << 20;

/** Folders with code of others. */
const ofOthers = /^(?:node_modules|__pycache__|venv|env|site-packages|dist-packages|\..*|.*\.egg-info)$/;

export interface OpenProject {
  readonly folder: ProjectFolder;
  readonly close: () => void;
}

/**
 * Looks at the files of a project. Links are not followed, and what else is there, such as devices, is passed over. `apart` is the listing, where it lies in the project.
 */
export function openProject(root: string, name: string, apart: string | undefined): OpenProject {
  const { sizes, passedOver } = filesBelow(root, apart);
  let left = mostOfAll;
  const read = (path: string) => {
    const size = sizes.get(path) ?? 0;
    const isNotebook = path.endsWith('.ipynb');
    // The start of a notebook is no JSON.
    if (size === 0 || (isNotebook && size > mostOfNotebook)) return undefined;
    const most = Math.min(left, size, isNotebook ? mostOfNotebook : mostOfText);
    left -= most;
    return readText(join(root, path), most);
  };
  let closeLast = () => {};
  const open = (path: string): ModelFile | undefined => {
    closeLast();
    closeLast = () => {};
    const opened = sizes.has(path)
      ? openFile(join(root, path), path.slice(path.lastIndexOf('/') + 1))
      : undefined;
    if (!opened || typeof opened === 'string') return undefined;
    closeLast = opened.close;
    return opened.file;
  };
  const modelFolder = (below: string): ModelFolder => ({
    name: below === '' ? name : below.slice(below.lastIndexOf('/') + 1),
    paths: [...sizes.keys()]
      .filter((path) => isBelow(path, below) && !isHidden(path))
      .map((path) => path.slice(below === '' ? 0 : below.length + 1))
      .sort(),
    open: (path) => open(under(below, path)),
    parseYaml: plainYaml,
  });
  const folder = { name, sizes, read, modelFolder, parseYaml: smallYaml, passedOver };
  return { folder, close: () => closeLast() };
}

function isHidden(path: string): boolean {
  return /(?:^|\/)\./.test(path);
}

/** A file of packages is short, and YAML that is nested far costs time. */
function smallYaml(text: string): unknown {
  return text.length > 50_000 ? undefined : plainYaml(text);
}

function filesBelow(root: string, apart: string | undefined) {
  const sizes = new Map<string, number>();
  const links: string[] = [];
  const special: string[] = [];
  const closed: string[] = [];
  let isPart = false;
  const waiting = [''];
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    const entries = namesOf(join(root, folder), mostFiles - sizes.size + 1);
    if (entries === undefined) closed.push(folder);
    for (const entry of entries ?? []) {
      if (sizes.size + waiting.length >= mostFiles) {
        isPart = true;
        break;
      }
      const path = under(folder, entry.name);
      if (join(root, path) === apart) continue;
      const kind = kindOf(root, path, entry);
      if (typeof kind === 'number') sizes.set(path, kind);
      else if (kind === 'folder' && !ofOthers.test(entry.name)) {
        if (path.split('/').length <= deepest) waiting.push(path);
        else isPart = true;
      } else if (kind === 'link') links.push(path);
      else if (kind === 'special') special.push(path);
    }
  }
  return {
    sizes: new Map([...sizes].sort(([one], [other]) => (one < other ? -1 : 1))),
    passedOver: [
      ...(isPart
        ? [
            `the folder has more than ${mostFiles} files, or folders deeper than ${deepest}: the rest was not looked at`,
          ]
        : []),
      ...(links.length > 0
        ? [`${some(links)}: a link out of the project, or to nowhere, is not followed`]
        : []),
      ...(special.length > 0 ? [`${some(special)}: neither a file nor a folder`] : []),
      ...(closed.length > 0 ? [`${some(closed)}: cannot be read`] : []),
    ],
  };
}

function some(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

/** In order; undefined where the folder cannot be read. */
function namesOf(path: string, most: number): readonly Dirent[] | undefined {
  try {
    const folder = opendirSync(path);
    const entries: Dirent[] = [];
    for (let entry = folder.readSync(); entry && entries.length < most; entry = folder.readSync())
      entries.push(entry);
    folder.closeSync();
    return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

/** The size of a file. */
function kindOf(
  root: string,
  path: string,
  entry: Dirent,
): number | 'folder' | 'link' | 'linked' | 'special' | 'gone' {
  const full = join(root, path);
  try {
    if (entry.isSymbolicLink()) {
      const way = relative(realpathSync(root), realpathSync(full));
      // What lies in the project is found where it lies.
      return way === '..' || way.startsWith(`..${sep}`) ? 'link' : 'linked';
    }
    if (entry.isDirectory()) return 'folder';
    return entry.isFile() ? statSync(full).size : 'special';
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return entry.isSymbolicLink() ? 'link' : 'gone';
  }
}

/** The start of a file, where it is text. */
function readText(path: string, most: number): string | undefined {
  let opened: ReturnType<typeof openFile> | undefined;
  try {
    opened = openFile(path, '');
    if (typeof opened === 'string') return undefined;
    const start = opened.file.read(0, most);
    return start.subarray(0, 4096).includes(0) ? undefined : new TextDecoder().decode(start);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  } finally {
    if (typeof opened === 'object') opened.close();
  }
}
