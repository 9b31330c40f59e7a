import { basename, dirname, resolve } from 'node:path';
import {
  type LinkedFile,
  type LoadedFile,
  largestManifestBytes,
  type ManifestFiles,
  parseManifestFile,
} from '../generate.ts';
import { standardInput } from './commands/standard-input.ts';
import { manifestName } from './find-manifests.ts';
import { namesIn } from './names-in.ts';
import { isReadable, type PolicyPlace, policyFault, policyFilesFor } from './policy-files.ts';
import { readRegularFile } from './read-regular-file.ts';
import { readStandardInput, standardInputName } from './read-standard-input.ts';
import type { Inputs } from './seen/seen-inputs.ts';
import { shownName } from './shown-name.ts';

/** A manifest, everything it extends, and the policy files that bind it, read from disk. Names are relative to where the command runs. */
export interface LoadedManifest {
  readonly entry: string;
  readonly files: ManifestFiles;
  /** The bytes of these files, by absolute path. */
  readonly inputs: Inputs;
  /** The absolute paths of those that the manifest extends. */
  readonly parents: readonly string[];
}

export function loadManifest(path: string, place: PolicyPlace): LoadedManifest {
  const { cwd } = place;
  const isInput = path === standardInput;
  const start = resolve(cwd, path);
  const entry = isInput ? standardInputName : shownName(start, cwd);
  const files = new Map<string, LinkedFile>();
  const inputs = new Map<string, Uint8Array>();
  const noted = (file: string, loaded: LoadedFile) => {
    if (loaded.kind === 'bytes') inputs.set(file, loaded.bytes);
    return loaded;
  };
  for (const file of policyFilesFor(dirname(start), place))
    files.set(
      shownName(file, cwd),
      loadPolicy(file, cwd, () => noted(file, loadFile(file))),
    );
  const policies = [...files.keys()];
  const isPolicy = files.get(entry);
  if (isPolicy) return { entry, files: files.set(entry, { ...isPolicy, policies }), inputs, parents: [] };
  const extended: string[] = [];
  const queue = [start];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const isEntry = next === start;
    const name = isEntry ? entry : shownName(next, cwd);
    if (files.has(name)) continue;
    if (!isEntry) extended.push(next);
    const parsed = parseManifestFile(
      name,
      noted(next, isEntry ? loadEntry(next, isInput) : loadParent(next, start, place)),
    );
    const folder = dirname(next);
    const parents = parsed.extends.map(({ reference }) => resolve(folder, reference));
    files.set(name, {
      parsed,
      parents: parents.map((parent) => shownName(parent, cwd)),
      ...(isEntry && { policies }),
    });
    queue.push(...parents);
  }
  return { entry, files, inputs, parents: extended };
}

/** A policy file extends nothing. */
function loadPolicy(path: string, cwd: string, load: () => LoadedFile): LinkedFile {
  const file = shownName(path, cwd);
  const fault = policyFault(path, cwd);
  if (!fault) return { parsed: parseManifestFile(file, load()), parents: [] };
  const location = { file, line: 1, column: 1, length: 0, source: '' };
  const problem = { ...fault, code: 'policy-not-readable', severity: 'error', location } as const;
  return { parsed: { source: { file, text: '' }, extends: [], problems: [problem] }, parents: [] };
}

function loadEntry(path: string, isInput: boolean): LoadedFile {
  return isInput ? readStandardInput() : loadFile(path);
}

/** `extends` is the seller's own word, but a listing may come from somebody else, and messages quote lines. */
function loadParent(path: string, entry: string, place: PolicyPlace): LoadedFile {
  return isReadable(path, dirname(entry), place) ? loadFile(path) : { kind: 'outside' };
}

function loadFile(path: string): LoadedFile {
  const read = readRegularFile(path, { largest: largestManifestBytes, followsLinks: true });
  if (read === undefined) return { kind: 'absent', instead: misnamed(path) };
  if (!read.ok) return { kind: read.reason === 'symbolic-link' ? 'unreadable' : read.reason };
  const { content, isLarge, stat } = read.value;
  return isLarge
    ? { kind: 'too-large', megabytes: Math.ceil(stat.size / 1_048_576) }
    : { kind: 'bytes', bytes: content };
}

/** `marketplace.yml` and the like: people and editors write such names, and no command looks for them. */
function misnamed(path: string): string | undefined {
  if (basename(path) !== manifestName) return undefined;
  const usual = /^marketplace\.(?:yaml|yml|json)(?:\.txt)?$/i;
  // One of the right name is a link that leads nowhere.
  return namesIn(dirname(path)).find((name) => usual.test(name) && name !== manifestName);
}
