import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import {
  type LinkedFile,
  type LoadedFile,
  largestManifestBytes,
  type ManifestFiles,
  parseManifestFile,
} from '../generate.ts';
import { errorCode } from './error-code.ts';
import { manifestName } from './find-manifests.ts';
import { shownName } from './shown-name.ts';

/** A manifest and everything it extends, read from disk. Names are relative to where the command runs. */
export interface LoadedManifest {
  readonly entry: string;
  readonly files: ManifestFiles;
}

export function loadManifest(path: string, cwd: string): LoadedManifest {
  const files = new Map<string, LinkedFile>();
  const entry = shownName(resolve(cwd, path), cwd);
  const queue = [resolve(cwd, path)];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const name = shownName(next, cwd);
    if (files.has(name)) continue;
    const parsed = parseManifestFile(name, loadFile(next));
    const folder = dirname(next);
    const parents = parsed.extends.map(({ reference }) => resolve(folder, reference));
    files.set(name, { parsed, parents: parents.map((parent) => shownName(parent, cwd)) });
    queue.push(...parents);
  }
  return { entry, files };
}

/** Checks the size first, so that a data file of many gigabytes is not read. */
function loadFile(path: string): LoadedFile {
  let handle: number | undefined;
  try {
    handle = openSync(path, 'r');
    const stat = fstatSync(handle);
    if (stat.isDirectory()) return { kind: 'folder' };
    if (stat.size > largestManifestBytes)
      return { kind: 'too-large', megabytes: Math.ceil(stat.size / 1_048_576) };
    return { kind: 'bytes', bytes: readFileSync(handle) };
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR') return { kind: 'unreadable' };
    return { kind: 'absent', instead: misnamed(path) };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** `marketplace.yml` and the like: people and editors write such names, and no command looks for them. */
function misnamed(path: string): string | undefined {
  const folder = dirname(path);
  if (basename(path) !== manifestName || !existsSync(folder)) return undefined;
  const usual = /^marketplace\.(?:yaml|yml|json)(?:\.txt)?$/i;
  return readdirSync(folder).find((name) => usual.test(name));
}
