import type { TreeNode } from './manifest-tree.ts';

export type PlainValue = string | number | boolean | null | PlainValue[] | { [key: string]: PlainValue };

/** The tree as plain values, for the schema. `fromEntries` treats `__proto__` as an ordinary key. */
export function plainValue(node: TreeNode): PlainValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainValue);
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plainValue(entry.value)]));
}
