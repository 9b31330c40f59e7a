import type { ManifestTree, MapNode, Span, TreeNode } from '../model/manifest-tree.ts';
import type { LocatedProblem, Place, Problem } from '../model/problem.ts';
import { sourceLocation } from './source-location.ts';

/**
 * Turns the places of a problem into files, lines and columns. A place that is not in the manifest, such as a missing
 * key, is shown at the nearest parent that exists.
 */
export function locateProblem(tree: ManifestTree, problem: Problem): LocatedProblem {
  const { at, related, ...rest } = problem;
  return {
    ...rest,
    location: sourceLocation(findSpan(tree, at)),
    ...(related && {
      notes: related.map((note) => ({
        location: sourceLocation(findSpan(tree, note.at)),
        sentence: note.sentence,
      })),
    }),
  };
}

function findSpan(tree: ManifestTree, place: Place): Span {
  const root = rootOf(tree, place);
  let span = startOf(root);
  let node: TreeNode = root;
  for (const [depth, step] of place.path.entries()) {
    const child = childOf(node, step);
    if (!child) return span;
    const isLast = depth === place.path.length - 1;
    span = isLast && place.target === 'value' ? valueSpan(child) : (child.key ?? startOf(child.value));
    node = child.value;
  }
  return span;
}

/** A policy is located in its own file, everything else in the merged tree. */
function rootOf({ root, policies }: ManifestTree, { policy }: Place): MapNode {
  const entry = policy === undefined ? undefined : policies[policy];
  return entry ? { kind: 'map', span: entry.key, entries: new Map([['policy', entry]]) } : root;
}

interface Child {
  readonly key?: Span;
  readonly value: TreeNode;
}

function childOf(node: TreeNode, step: string | number): Child | undefined {
  if (node.kind === 'map') return node.entries.get(String(step));
  const item = node.kind === 'list' ? node.items[Number(step)] : undefined;
  return item && { value: item };
}

/** An empty value has no text, so its key is shown; a map or list is shown by its key or its first character. */
function valueSpan({ key, value }: Child): Span {
  const isEmpty = value.span.end <= value.span.start;
  if (isEmpty && key) return key;
  return value.kind === 'scalar' ? value.span : (key ?? startOf(value));
}

function startOf(node: TreeNode): Span {
  return node.kind === 'scalar' ? node.span : { ...node.span, end: node.span.start + 1 };
}
