import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { plainYaml } from '../../generate.ts';
import type { ModelFile, ModelFolder } from '../../model/model-files/pieces.ts';
import { failure, ok, type Result } from '../../model/result.ts';
import type { PrintedError } from '../../problem/print-error.ts';
import { errorCode } from '../error-code.ts';
import { inflateStart } from './inflate-start.ts';

/** A model that the seller named, open for reading. */
export type OpenModel = { readonly path: string; readonly close: () => void } & (
  | { readonly kind: 'file'; readonly file: ModelFile }
  | { readonly kind: 'folder'; readonly folder: ModelFolder }
);

/** Opens a file or a folder. A link is followed, because the seller named it; what it leads to is a file or folder. */
export function openModel(named: string, cwd: string): Result<OpenModel, PrintedError> {
  const full = resolve(cwd, named);
  try {
    const path = realpathSync(full);
    const opened = openFile(path, basename(full));
    if (opened === 'folder') return openFolder(path, basename(full));
    if (opened === 'special') return failure(isSpecial(named));
    if (opened.file.size > 0) return ok({ path, kind: 'file', file: opened.file, close: opened.close });
    opened.close();
    return failure({ what: `${named} is empty`, fix: 'save the model again, and name its file' });
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    return failure(notOpened(named, code));
  }
}

function isSpecial(named: string): PrintedError {
  return {
    what: `${named} is neither a file nor a folder, but a device, a pipe or a socket`,
    fix: 'name the file or folder that holds your model',
  };
}

function notOpened(named: string, code: string): PrintedError {
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return { what: `there is no ${named}`, fix: 'name the file or folder that holds your model' };
  if (code === 'ELOOP')
    return { what: `${named} is a link that leads to itself`, fix: 'name the model itself' };
  if (code === 'ENXIO') return isSpecial(named);
  return { what: `${named} cannot be read (${code})`, fix: 'make it readable for you, and run again' };
}

interface OpenedFile {
  readonly file: ModelFile;
  readonly close: () => void;
}

export function openFile(path: string, name: string): OpenedFile | 'folder' | 'special' {
  const handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const stat = fstatSync(handle);
  if (!stat.isFile()) {
    closeSync(handle);
    return stat.isDirectory() ? 'folder' : 'special';
  }
  const read = (at: number, length: number) => {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, stat.size - at)));
    return bytes.subarray(0, bytes.length > 0 ? readSync(handle, bytes, 0, bytes.length, at) : 0);
  };
  return { file: { name, size: stat.size, read, inflate: inflateStart }, close: () => closeSync(handle) };
}

const mostFiles = 2000;
const deepest = 12;

function openFolder(root: string, name: string): Result<OpenModel, PrintedError> {
  const home = homeOf(root);
  const paths = filesBelow(root, '', home);
  if (!paths.ok) return paths;
  let closeLast = () => {};
  const close = () => {
    closeLast();
    closeLast = () => {};
  };
  const open = (path: string) => {
    close();
    const opened = openFile(realpathSync(join(root, path)), basename(path));
    if (typeof opened === 'string') return undefined;
    closeLast = opened.close;
    return opened.file;
  };
  const folder = { name, paths: paths.value, open, parseYaml: plainYaml };
  return ok({ path: root, kind: 'folder', folder, close });
}

/** Links must stay within: in the cache of Hugging Face, a snapshot's files are links to those of its repository. */
function homeOf(root: string): string {
  const snapshots = dirname(root);
  const isCached = basename(snapshots) === 'snapshots' && basename(dirname(snapshots)).startsWith('models--');
  return isCached ? dirname(snapshots) : root;
}

function filesBelow(root: string, path: string, home: string): Result<readonly string[], PrintedError> {
  const found: string[] = [];
  const waiting = [path];
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    for (const name of readdirSync(join(root, folder)).sort()) {
      const inside = folder === '' ? name : `${folder}/${name}`;
      if (name.startsWith('.') || name === '__pycache__') continue;
      const kind = kindOf(join(root, inside), home);
      if (typeof kind !== 'string') return failure(kind);
      if (kind === 'folder' && inside.split('/').length < deepest) waiting.push(inside);
      if (kind === 'file') found.push(inside);
      if (found.length + waiting.length > mostFiles) return failure(tooMany(root));
    }
  }
  return ok(found.sort());
}

function kindOf(path: string, home: string): 'folder' | 'file' | 'special' | PrintedError {
  const real = realpathSync(path);
  const way = relative(home, real);
  if (way === '..' || way.startsWith(`..${sep}`))
    return {
      what: `${path} is a link out of the model’s folder, to ${real}`,
      fix: 'put the file itself there, or take the link away',
    };
  const opened = openFile(real, '');
  if (typeof opened === 'string') return opened;
  opened.close();
  return 'file';
}

function tooMany(root: string): PrintedError {
  return {
    what: `${root} has more than ${mostFiles} files`,
    fix: 'name the folder that holds the model alone, or its file',
  };
}
