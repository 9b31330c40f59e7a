import type { ManifestTree, MapEntry, Span, TreeNode } from '../model/manifest-tree.ts';
import { plainValue } from '../model/plain-value.ts';
import type { ManifestPath } from '../model/problem.ts';
import type { SaidValue } from '../model/said-value.ts';
import { sourceLocation } from './source-location.ts';

/**
 * Every value of a manifest and the files it extends, in the order of the merged manifest, with the line that it is
 * from. A list of plain values is one value, because it is replaced as a whole.
 */
export function saidValues({ root, policies }: ManifestTree): SaidValue[] {
  const members = entriesOf(root.entries, []);
  return [...members, ...policies.flatMap((policy) => valuesIn(policy.value, ['policy'], policy.key))];
}

function entriesOf(entries: ReadonlyMap<string, MapEntry>, above: ManifestPath): SaidValue[] {
  return [...entries].flatMap(([name, { key, value }]) => valuesIn(value, [...above, name], key));
}

/** Each value has the place of its text; a value without text, such as an empty one, has the place of its key. */
function valuesIn(node: TreeNode, path: ManifestPath, key: Span): SaidValue[] {
  if (node.kind === 'map' && node.entries.size > 0) return entriesOf(node.entries, path);
  if (node.kind === 'list' && node.items.some(({ kind }) => kind !== 'scalar'))
    return node.items.flatMap((item, index) => valuesIn(item, [...path, index], item.span));
  const span = node.span.end > node.span.start ? node.span : key;
  const { file, line, column } = sourceLocation(span);
  return [{ path, value: inWords(node), source: { file, line, column } }];
}

function inWords(node: TreeNode): string {
  if (node.kind === 'list') return node.items.map(inWords).join(', ') || 'none';
  if (node.kind === 'map') return 'none';
  const value = plainValue(node);
  return value === null ? 'empty' : String(value) || '""';
}
