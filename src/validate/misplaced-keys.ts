import type { MapNode, TreeNode } from '../model/manifest-tree.ts';
import type { ManifestPath, Problem } from '../model/problem.ts';
import { countInWords, listInWords, pathInWords } from '../problem/phrasing.ts';
import { missingName } from './explain-key-fault.ts';
import { nodeAt } from './node-at.ts';
import type { SchemaFault } from './schema-check.ts';

/** Unknown keys that belong one level up or down: most often they are indented too far, or not at all. */
export interface MisplacedKeys {
  readonly problem: Problem;
  /** All that the schema says about the same mistake. */
  readonly faults: readonly SchemaFault[];
}

interface Stray {
  readonly key: string;
  readonly fault: SchemaFault;
  /** The map that the key belongs to. */
  readonly home: ManifestPath;
}

export function misplacedKeys(root: MapNode, faults: readonly SchemaFault[]): MisplacedKeys[] {
  const groups = new Map<string, Stray[]>();
  for (const fault of faults) {
    const key = fault.params['additionalProperty'];
    const home = typeof key === 'string' ? homeOf(root, fault, key) : undefined;
    if (typeof key !== 'string' || !home) continue;
    const group = [fault.path, home].map((path) => path.join('\n')).join('\0');
    groups.set(group, [...(groups.get(group) ?? []), { key, fault, home }]);
  }
  return [...groups.values()].flatMap((strays) => asMistake(root, strays, faults));
}

/** Up first: a key of the first level keeps its meaning wherever it stands. */
function homeOf(root: MapNode, { path, facts }: SchemaFault, key: string): ManifestPath | undefined {
  for (let depth = path.length - 1; depth >= 0; depth -= 1) {
    const above = path.slice(0, depth);
    const node = nodeAt(root, above);
    if (node?.kind === 'map' && facts(above).keys.includes(key))
      return node.entries.has(key) ? undefined : above;
  }
  const here = nodeAt(root, path);
  const names = here?.kind === 'map' ? [...here.entries.keys()] : [];
  const takers = facts(path).keys.filter(
    (name) => names.includes(name) && takes(root, [...path, name], key, facts),
  );
  const above = names.slice(0, names.indexOf(key)).findLast((name) => facts(path).keys.includes(name));
  const home = takers.includes(above ?? '') ? above : takers.length === 1 ? takers[0] : undefined;
  return home === undefined ? undefined : [...path, home];
}

function takes(root: MapNode, path: ManifestPath, key: string, facts: SchemaFault['facts']): boolean {
  if (!facts(path).keys.includes(key)) return false;
  const node = nodeAt(root, path);
  return node?.kind === 'map' ? !node.entries.has(key) : node?.kind === 'scalar' && node.value === null;
}

function asMistake(root: MapNode, strays: readonly Stray[], faults: readonly SchemaFault[]): MisplacedKeys[] {
  const [first] = strays;
  if (!first) return [];
  const { home, fault } = first;
  const keys = strays.map(({ key }) => key);
  const atHome = faults.filter(({ path }) => path.join('\n') === home.join('\n'));
  const isEmpty = nodeAt(root, home)?.kind === 'scalar';
  const same = atHome.filter(
    (other) =>
      (other.keyword === 'required' && keys.includes(missingName(other))) ||
      (other.keyword === 'type' && isEmpty),
  );
  const names = listInWords(
    keys.map((key) => `\`${key}\``),
    'and',
  );
  const isMany = keys.length > 1;
  const place = home.length === 0 ? 'the first level of the file' : pathInWords(home);
  return [
    {
      faults: [...strays.map((stray) => stray.fault), ...same],
      problem: {
        code: 'unknown-key',
        severity: 'error',
        at: { path: [...fault.path, first.key], target: 'key' },
        what: `${names} ${isMany ? 'belong' : 'belongs'} to ${place}, and ${isMany ? 'stand' : 'stands'} ${placeOf(fault.path)}`,
        fix: fixFor(root, first, isMany),
      },
    },
  ];
}

function placeOf(path: ManifestPath): string {
  return path.length === 0 ? 'on the first level' : `below ${pathInWords(path)}`;
}

function fixFor(root: MapNode, { key, fault, home }: Stray, isMany: boolean): string {
  const here = nodeAt(root, fault.path);
  const entry = here?.kind === 'map' ? here.entries.get(key) : undefined;
  const names = here?.kind === 'map' ? [...here.entries.keys()] : [];
  const isUp = home.length < fault.path.length + 1;
  const isNext = isUp || names[names.indexOf(key) - 1] === home.at(-1);
  const column = entry && indentOf(entry.key.source.text, entry.key.start);
  const it = isMany ? 'them' : 'it';
  if (column === undefined || !isNext)
    return home.length === 0 ? `move ${it} to the first level` : `move ${it} below ${pathInWords(home)}`;
  const wanted = columnIn(nodeAt(root, home)) ?? column + 2;
  const spaces = wanted === 0 ? 'no spaces' : countInWords(wanted, 'space');
  return `correct the indentation: put ${spaces} in front of ${isMany ? 'each of them' : 'it'}`;
}

function columnIn(node: TreeNode | undefined): number | undefined {
  const first = node?.kind === 'map' ? [...node.entries.values()][0] : undefined;
  return first && indentOf(first.key.source.text, first.key.start);
}

/** Undefined where something else stands in front of the key. */
function indentOf(text: string, offset: number): number | undefined {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^ *$/.test(before) ? before.length : undefined;
}
