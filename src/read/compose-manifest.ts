import type { ManifestTree, MapEntry, MapNode, TreeNode } from '../model/manifest-tree.ts';
import type { LocatedProblem } from '../model/problem.ts';
import { failure, ok, type Result } from '../model/result.ts';
import { versionProblems } from './manifest-version.ts';
import type { ParsedFile } from './parse-manifest-file.ts';
import { policyFileProblems } from './policy-file.ts';
import { sourceLocation } from './source-location.ts';

/** Every file of one manifest, by its displayed name; the shell has followed the references. */
export type ManifestFiles = ReadonlyMap<string, LinkedFile>;

export interface LinkedFile {
  readonly parsed: ParsedFile;
  /** The names of the extended files, in the order of `parsed.extends`. */
  readonly parents: readonly string[];
  /** In the manifest itself: the names of the policy files that bind it, outermost first. */
  readonly policies?: readonly string[];
}

/**
 * Merges a manifest with the files it extends: maps key by key, everything else is replaced. Later files win, and the
 * manifest wins over all. Policies are not merged, so that no policy can loosen another; those of policy files bind the
 * manifest whatever it extends. The rules are a table in `docs/reference/manifest.md`. Never throws; a missing file or a cycle is a
 * problem in the file that extends it.
 */
export function composeManifest(
  entry: string,
  files: ManifestFiles,
): Result<ManifestTree, readonly LocatedProblem[]> {
  const composer: Composer = { files, problems: [], layers: new Map(), binding: new Map() };
  addPolicies(composer, entry);
  addLayers(composer, entry, []);
  const own = composer.layers.get(entry);
  const source = files.get(entry)?.parsed.source;
  if (!own || !source || composer.problems.length > 0) return failure(composer.problems);
  const below = [...composer.layers].flatMap(([name, root]) => (root && name !== entry ? [root] : []));
  const root = [...below.map(inherited), own].reduce(mergeMaps);
  const binding = [...composer.binding.values()].flatMap((policy) => policy ?? []);
  const extended = below.filter((layer) => !binding.includes(layer));
  const policies = [...binding, ...extended].flatMap(({ entries }) => entries.get('policy') ?? []);
  return ok({ root, policies, entry: source });
}

interface Composer {
  readonly files: ManifestFiles;
  readonly problems: LocatedProblem[];
  /** Each file once, after all files that it extends; without a root where the file cannot be read. */
  readonly layers: Map<string, MapNode | undefined>;
  /** The policy files, in the same way. */
  readonly binding: Map<string, MapNode | undefined>;
}

function addPolicies({ files, problems, binding }: Composer, entry: string): void {
  for (const name of files.get(entry)?.policies ?? []) {
    const parsed = files.get(name)?.parsed;
    binding.set(name, parsed?.root);
    if (parsed) problems.push(...policyFileProblems(parsed));
  }
}

function addLayers(composer: Composer, name: string, chain: readonly string[]): void {
  const linked = composer.files.get(name);
  if (!linked || composer.layers.has(name)) return;
  for (const [index, parent] of linked.parents.entries()) {
    const fault = parentFault(composer, linked, index, [...chain, name]);
    if (fault) composer.problems.push(fault);
    else addLayers(composer, parent, [...chain, name]);
  }
  composer.layers.set(name, linked.parsed.root);
  if (composer.binding.has(name)) return;
  composer.problems.push(...linked.parsed.problems, ...versionProblems(linked.parsed));
}

function parentFault(
  { files }: Composer,
  linked: LinkedFile,
  index: number,
  chain: readonly string[],
): LocatedProblem | undefined {
  const asking = linked.parsed.extends[index];
  const parent = linked.parents[index];
  if (!asking || parent === undefined) return undefined;
  if (chain.includes(parent)) return cycle(asking.node, [...chain.slice(chain.indexOf(parent)), parent]);
  const found = files.get(parent)?.parsed.problems.map(({ code }) => code);
  if (!found || found.includes('manifest-not-found')) return missingParent(asking.node, parent);
  return found.includes('extends-outside') ? parentOutside(asking.node, parent) : undefined;
}

/** The file was not read, so nothing of it is shown. */
function parentOutside(node: TreeNode, shown: string): LocatedProblem {
  return {
    code: 'extends-outside',
    severity: 'error',
    location: sourceLocation(node.span),
    what: `\`extends\` names ${shown}, which is outside the repository of this listing, or outside the folder of this run if there is no repository`,
    fix: 'put the file into the repository; without one, run the command in a folder that holds both',
  };
}

/** A missing file is shown at the line that names it. */
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

/** Without `extends`, which is followed already, and without `policy`, which is not merged. */
function inherited(root: MapNode): MapNode {
  const entries = [...root.entries].filter(([key]) => key !== 'extends' && key !== 'policy');
  return { ...root, entries: new Map(entries) };
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
