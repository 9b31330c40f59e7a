import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
  YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Json } from '../../model/file-plan.ts';
import { isJsonRecord, isSameJson, type JsonRecord } from './member-text.ts';

export type YamlRoot = YAMLMap<Node, Node | null>;

/** What is generated for a text of the seller's. */
export interface Generated {
  /** The map of the same place in the generated text, if there is one. */
  readonly source: YamlRoot | undefined;
  readonly last: string;
}

export interface YamlChange extends Generated {
  readonly document: Document.Parsed;
}

/** Makes a map the wanted one. */
export function changeMap(map: YamlRoot, wanted: JsonRecord, change: YamlChange): void {
  const { document, source } = change;
  for (const pair of map.items.filter(({ key }) => !Object.hasOwn(wanted, nameOf(key)))) {
    keepComments(ownComments([pair.key, pair.value], change.last), document);
    map.items.splice(map.items.indexOf(pair), 1);
  }
  let index = 0;
  for (const [key, value] of Object.entries(wanted)) {
    const pair = map.items.find((one) => nameOf(one.key) === key);
    const given = source?.items.find((one) => nameOf(one.key) === key);
    if (!pair) insertPair(map, index, given ? copied(given, source) : document.createPair(key, value));
    else changePair(pair, value, { ...change, given: given?.value ?? null });
    index = map.items.findIndex((one) => nameOf(one.key) === key) + 1;
  }
}

function changePair(
  pair: Pair<Node, Node | null>,
  value: Json,
  change: YamlChange & { given: Node | null },
): void {
  const { value: node } = pair;
  const { document, given } = change;
  if (isSameJson((node?.toJS(document) ?? null) as Json, value)) return;
  const source = isMap<Node, Node | null>(given) ? given : undefined;
  if (isMap<Node, Node | null>(node) && isJsonRecord(value)) changeMap(node, value, { ...change, source });
  else if (isSeq<Node>(node) && Array.isArray(value)) changeList(node, value, change);
  else if (isScalar(node) && (typeof value !== 'object' || value === null)) {
    node.value = value;
    // The text of a number would be printed again.
    delete node.source;
    if (isScalar(given) && given.type) node.type = given.type;
  } else pair.value = newNode(node, value, change);
}

/** Items that stay keep their comments and their quotes. */
function changeList(list: YAMLSeq<Node>, value: readonly Json[], change: YamlChange): void {
  const { document, last } = change;
  const left = [...list.items];
  list.items = value.map((item) => {
    const same = left.findIndex((node) => isSameJson(node.toJS(document) as Json, item));
    return left.splice(same, same < 0 ? 0 : 1)[0] ?? document.createNode(item);
  });
  keepComments(ownComments(left, last), document);
}

function newNode(node: Node | null, value: Json, { document, last }: YamlChange): Node {
  const next = document.createNode(value);
  if (isCollection(node) && isCollection(next)) next.flow = node.flow ?? false;
  next.commentBefore = ownComments([node], last).join('\n') || null;
  return next;
}

/** What the seller has said about what goes. */
function keepComments(comments: readonly string[], document: Document.Parsed): void {
  if (comments.length > 0)
    document.comment = [document.comment ?? '', ...comments].filter(Boolean).join('\n');
}

function ownComments(nodes: readonly (Node | null)[], last: string): readonly string[] {
  const comments: string[] = [];
  for (const node of nodes)
    if (node)
      visit(node, (_, part) => {
        if (isNode(part)) comments.push(...[part.commentBefore, part.comment].flatMap((text) => text ?? []));
      });
  return comments.filter((comment) => !last.includes(comment));
}

/** A comment above the first member of a map is the map's. */
function insertPair(map: YamlRoot, index: number, pair: Pair<Node, Node | null>): void {
  const [first] = map.items;
  if (index === 0 && first && map.commentBefore && isNode(first.key)) {
    first.key.commentBefore = map.commentBefore;
    map.commentBefore = null;
  }
  map.items.splice(index, 0, pair);
}

function copied(pair: Pair<Node, Node | null>, source: YamlRoot | undefined): Pair<Node, Node | null> {
  const map = new YAMLMap<Node, Node | null>();
  map.set(pair.key, pair.value);
  const [copy = pair] = (map.clone() as YamlRoot).items;
  if (source?.items[0] === pair && source.commentBefore) copy.key.commentBefore = source.commentBefore;
  return copy;
}

export function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : isAlias(key) ? `*${key.source}` : '';
}
