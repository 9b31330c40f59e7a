import type { ManifestTree, MapEntry, MapNode, TreeNode } from '../model/manifest-tree.ts';
import type { LocatedProblem, Result } from '../model/problem.ts';
import { versionProblems } from './manifest-version.ts';
import type { ParsedFile } from './parse-manifest-file.ts';
import { sourceLocation } from './source-location.ts';

/** Every file of one manifest, by the name it is shown under; the shell has followed the references. */
export type ManifestFiles = ReadonlyMap<string, LinkedFile>;

export interface LinkedFile {
  readonly parsed: ParsedFile;
  /** The names of the extended files, in the order of `parsed.extends`. */
  readonly parents: readonly string[];
}

/**
 * Lays a manifest over the files it extends: maps are merged key by key, everything else is replaced, later files win
 * and the manifest itself wins over all. Never throws; a missing file or a cycle is a problem in the file that asks.
 */
export function composeManifest(entry: string, files: ManifestFiles): Result<ManifestTree> {
  const composer: Composer = { files, problems: [], seen: new Set() };
  const root = compose(composer, entry, []);
  const source = files.get(entry)?.parsed.source;
  if (!root || !source || composer.problems.length > 0) return { ok: false, problems: composer.problems };
  return { ok: true, value: { root, entry: source }, problems: [] };
}

interface Composer {
  readonly files: ManifestFiles;
  readonly problems: LocatedProblem[];
  /** Files whose own problems are reported already: two listings of a chain may extend the same file. */
  readonly seen: Set<string>;
}

function compose(composer: Composer, name: string, chain: readonly string[]): MapNode | undefined {
  const linked = composer.files.get(name);
  if (!linked) return undefined;
  if (!composer.seen.has(name))
    composer.problems.push(...linked.parsed.problems, ...versionProblems(linked.parsed));
  composer.seen.add(name);
  let under: MapNode | undefined;
  for (const [index, parent] of linked.parents.entries()) {
    const parentRoot = composeParent(composer, linked, index, parent, [...chain, name]);
    under = under && parentRoot ? mergeMaps(under, parentRoot) : (under ?? parentRoot);
  }
  const { root } = linked.parsed;
  return under && root ? mergeMaps(under, root) : root;
}

function composeParent(
  composer: Composer,
  linked: LinkedFile,
  index: number,
  parent: string,
  chain: readonly string[],
): MapNode | undefined {
  const asking = linked.parsed.extends[index];
  if (!asking) return undefined;
  if (chain.includes(parent)) {
    composer.problems.push(cycle(asking.node, [...chain.slice(chain.indexOf(parent)), parent]));
    return undefined;
  }
  if (isAbsent(composer.files.get(parent))) {
    composer.problems.push(missingParent(asking.node, parent));
    return undefined;
  }
  return withoutExtends(compose(composer, parent, chain));
}

function isAbsent(linked: LinkedFile | undefined): boolean {
  return linked?.parsed.problems.some(({ code }) => code === 'manifest-not-found') ?? true;
}

/** An absent file is the fault of the line that names it. */
function missingParent(node: TreeNode, shown: string): LocatedProblem {
  return {
    code: 'extends-not-found',
    severity: 'error',
    location: sourceLocation(node.span),
    what: `\`extends\` names ${shown}, and there is no such file`,
    fix: 'correct the path: it starts at the folder of this file',
  };
}

function cycle(node: TreeNode, chain: readonly string[]): LocatedProblem {
  return {
    code: 'extends-cycle',
    severity: 'error',
    location: sourceLocation(node.span),
    what: `these files extend each other in a circle: ${chain.join(' → ')}`,
    fix: 'remove this `extends`, and move what both need into a third file',
  };
}

function withoutExtends(root: MapNode | undefined): MapNode | undefined {
  return root && { ...root, entries: new Map([...root.entries].filter(([key]) => key !== 'extends')) };
}

function mergeMaps(under: MapNode, over: MapNode): MapNode {
  const entries = new Map<string, MapEntry>(under.entries);
  for (const [key, entry] of over.entries) {
    const below = under.entries.get(key)?.value;
    const merged =
      below?.kind === 'map' && entry.value.kind === 'map' ? mergeMaps(below, entry.value) : entry.value;
    entries.set(key, { key: entry.key, value: merged });
  }
  return { ...over, entries };
}
