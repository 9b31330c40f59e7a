import type { MapNode, TreeNode } from '../model/manifest-tree.ts';
import type { ManifestPath } from '../model/problem.ts';

/** The node at a path, if it is there. */
export function nodeAt(root: MapNode, path: ManifestPath): TreeNode | undefined {
  let node: TreeNode | undefined = root;
  for (const step of path)
    node =
      node?.kind === 'map'
        ? node.entries.get(String(step))?.value
        : node?.kind === 'list'
          ? node.items[Number(step)]
          : undefined;
  return node;
}
