import { LineCounter, parseDocument } from 'yaml';
import type { MapNode, SourceFile, TreeNode } from '../model/manifest-tree.ts';
import type { LocatedProblem } from '../model/problem.ts';
import { failure, type Result } from '../model/result.ts';
import { commandFor, commandWord } from '../problem/phrasing.ts';
import { buildTree } from './build-tree.ts';
import { decodeText } from './decode-text.ts';
import { explainYamlErrors, tooDeepFault } from './faults/explain-yaml-errors.ts';
import { wholeFile } from './source-location.ts';

/** What the shell found at a path. */
export type LoadedFile =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large'; readonly megabytes: number }
  /** Where the file is not there, the name beside it that was probably meant as its own. */
  | { readonly kind: 'absent'; readonly instead?: string | undefined }
  /** `outside`: a file that a listing extends, and that is not its repository's; it was not read. */
  | { readonly kind: 'folder' | 'special' | 'outside' | 'unreadable' };

/** One YAML file: its tree and the files it extends, or why it cannot be read. */
export interface ParsedFile {
  readonly source: SourceFile;
  /** Absent when the file cannot be read as a map. */
  readonly root?: MapNode;
  readonly extends: readonly ExtendsReference[];
  readonly problems: readonly LocatedProblem[];
}

export interface ExtendsReference {
  readonly reference: string;
  readonly node: TreeNode;
}

/** A manifest has a page or two; a larger file is something else, and is not parsed. */
export const largestManifestBytes = 1_048_576;

export function parseManifestFile(file: string, loaded: LoadedFile): ParsedFile {
  if (loaded.kind !== 'bytes') return refused(file, notReadable(file, loaded));
  const decoded = decodeText(file, loaded.bytes);
  if (!decoded.ok) return refused(file, decoded.reason);
  const source: SourceFile = { file, text: decoded.value };
  const document = parseYaml(source);
  if (!document.ok) return { source, extends: [], problems: document.reason };
  const root = document.value;
  return { source, root, extends: extendsReferences(root), problems: [] };
}

function parseYaml(source: SourceFile): Result<MapNode, readonly LocatedProblem[]> {
  try {
    const document = parseDocument(source.text, {
      lineCounter: new LineCounter(),
      prettyErrors: false,
      uniqueKeys: true,
    });
    const faults = [...document.errors, ...document.warnings];
    if (faults.length > 0) return failure(explainYamlErrors(source, faults));
    return buildTree(source, document);
  } catch (error) {
    // The parser is recursive, so only text with extremely many levels overflows the stack.
    if (error instanceof RangeError) return failure([tooDeepFault(source)]);
    throw error;
  }
}

function extendsReferences(root: MapNode): ExtendsReference[] {
  const node = root.entries.get('extends')?.value;
  const nodes = node?.kind === 'list' ? node.items : node ? [node] : [];
  return nodes.flatMap((item) =>
    item.kind === 'scalar' && typeof item.value === 'string' ? [{ reference: item.value, node: item }] : [],
  );
}

function refused(file: string, problem: LocatedProblem): ParsedFile {
  return { source: { file, text: '' }, extends: [], problems: [problem] };
}

function absent(file: string, instead: string | undefined): Pick<LocatedProblem, 'what' | 'fix'> {
  if (instead === undefined)
    return {
      what: 'there is no such file',
      fix: `create it with  ${commandFor('init', /(?<!\bmarketplace)\.ya?ml$/.test(file) ? '' : file)} , or pass the path of one`,
    };
  const other = `${file.slice(0, file.lastIndexOf('/') + 1)}${instead}`;
  return {
    what: `there is no such file, but ${instead} is there`,
    fix: `rename it:  mv ${commandWord(other)} ${commandWord(file)}`,
  };
}

function notReadable(file: string, loaded: Exclude<LoadedFile, { kind: 'bytes' }>): LocatedProblem {
  const at = { severity: 'error', location: wholeFile(file) } as const;
  if (loaded.kind === 'too-large')
    return {
      ...at,
      code: 'manifest-too-large',
      what: `this file has ${loaded.megabytes} MB, and a manifest has at most 1 MB`,
      fix: 'pass the marketplace.yaml of a listing, not its data',
    };
  if (loaded.kind === 'absent') return { ...at, code: 'manifest-not-found', ...absent(file, loaded.instead) };
  if (loaded.kind === 'folder')
    return {
      ...at,
      code: 'manifest-not-found',
      what: 'this is a folder, not a file',
      fix: 'pass the path of the file in it',
    };
  if (loaded.kind === 'outside')
    return {
      ...at,
      code: 'extends-outside',
      what: 'this file is outside the repository of the listing',
      fix: 'put it into the repository',
    };
  if (loaded.kind === 'special')
    return {
      ...at,
      code: 'manifest-not-readable',
      what: 'this is not a regular file',
      fix: 'put a file with the text of the manifest there',
    };
  return {
    ...at,
    code: 'manifest-not-readable',
    what: 'this file cannot be read',
    fix: 'give yourself read permission for it',
  };
}
