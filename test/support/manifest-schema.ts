import { readFileSync } from 'node:fs';

export type SchemaNode = Readonly<Record<string, unknown>>;

/** One subschema of the file. */
export interface SchemaPlace {
  /**
   * The member that it describes: `training.channels[].name`, with `{}` for the values of a map with the
   * seller's own keys.
   */
  readonly path: string;
  /** Its place in the file, as a JSON pointer. */
  readonly pointer: string;
  readonly isMember: boolean;
  readonly node: SchemaNode;
}

export function manifestSchema(): SchemaNode {
  const schema: unknown = JSON.parse(
    readFileSync(new URL('../../schema/marketplace.schema.json', import.meta.url), 'utf8'),
  );
  if (!isRecord(schema)) throw new TypeError('the schema is no map');
  return schema;
}

/**
 * Every subschema that a manifest can reach, with references resolved. A shared one is returned once per
 * member.
 */
export function placesIn(root: SchemaNode): readonly SchemaPlace[] {
  return placesBelow(root, { path: '', pointer: '', isMember: false, node: root });
}

function placesBelow(root: SchemaNode, place: SchemaPlace): SchemaPlace[] {
  const { path, pointer, node } = place;
  const step = (key: string, below: string, value: unknown, isMember = false): SchemaPlace[] =>
    isRecord(value)
      ? placesBelow(root, { path: path + below, pointer: pointer + key, isMember, node: value })
      : [];
  const dot = path === '' ? '' : '.';
  return [
    place,
    ...definitionOf(root, place),
    ...Object.entries(recordAt(node, 'properties')).flatMap(([name, value]) =>
      step(`/properties/${name}`, `${dot}${name}`, value, true),
    ),
    ...step('/items', '[]', node.items),
    ...step('/additionalProperties', '{}', node.additionalProperties),
    ...step('/then', '', node.then),
    ...(describesNothing(node.else) ? [] : step('/else', '', node.else)),
  ];
}

/** A branch that only says which members there must be; what they are is said elsewhere. */
function describesNothing(branch: unknown): boolean {
  const members = isRecord(branch) ? Object.values(recordAt(branch, 'properties')) : [];
  return members.length > 0 && members.every((member) => member === true);
}

function definitionOf(root: SchemaNode, { path, node }: SchemaPlace): SchemaPlace[] {
  const reference = node.$ref;
  if (typeof reference !== 'string') return [];
  const pointer = reference.slice(1);
  const target = recordAt(recordAt(root, '$defs'), pointer.split('/').at(-1) ?? '');
  return placesBelow(root, { path, pointer, isMember: false, node: target });
}

export function recordAt(node: SchemaNode, key: string): SchemaNode {
  const value = node[key];
  return isRecord(value) ? value : {};
}

export function listAt(node: SchemaNode, key: string): readonly unknown[] {
  const value: unknown = node[key];
  return Array.isArray(value) ? value : [];
}

export function isRecord(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
