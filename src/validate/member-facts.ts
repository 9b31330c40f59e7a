import type { ManifestPath } from '../model/problem.ts';
import { isRecord } from '../text/is-record.ts';

type Schema = Readonly<Record<string, unknown>>;

/** What the schema says about the member at a path, for messages. */
export interface MemberFacts {
  /** What may be written there; the first is the usual one. */
  readonly examples: readonly unknown[];
  readonly isRequired: boolean;
  /** A name in an open map, such as a tag: the seller chose it. */
  readonly isOwnName: boolean;
  /** The keys of the map there. */
  readonly keys: readonly string[];
  /** The words that it can be. */
  readonly allowed: readonly string[];
}

export function memberFacts(root: Schema, path: ManifestPath): MemberFacts {
  let schemas = whole(root, root);
  let facts: Omit<MemberFacts, 'keys' | 'allowed'> = { examples: [], isRequired: true, isOwnName: false };
  for (const step of path) {
    const named = schemas.map((schema) => asSchema(asSchema(schema['properties'])[step]));
    const open = schemas.flatMap((schema): Schema[] => [
      asSchema(schema['additionalProperties']),
      asSchema(schema['items']),
    ]);
    const isNamed = named.some((schema) => Object.keys(schema).length > 0);
    facts = {
      isRequired: schemas.some(({ required }) => Array.isArray(required) && required.includes(step)),
      isOwnName: !isNamed && typeof step === 'string',
      examples: facts.examples
        .map((example) => within(example, step))
        .filter((example) => example !== undefined),
    };
    schemas = (isNamed ? named : open).flatMap((schema) => whole(schema, root));
    const own = schemas.flatMap(ownExamples);
    if (own.length > 0) facts = { ...facts, examples: own };
  }
  return {
    ...facts,
    keys: schemas.flatMap((schema) => Object.keys(asSchema(schema['properties']))),
    allowed: schemas.flatMap(({ enum: words }) => (Array.isArray(words) ? words.map(String) : [])),
  };
}

/** A schema with all that it refers to, and with both of its branches. */
function whole(schema: Schema, root: Schema): Schema[] {
  const name = String(schema['$ref'] ?? '').replace('#/$defs/', '');
  const others = [asSchema(root['$defs'])[name], schema['then'], schema['else']];
  return [schema, ...others.flatMap((other) => (isRecord(other) ? whole(other, root) : []))];
}

function ownExamples({ examples, const: only, enum: allowed }: Schema): unknown[] {
  if (Array.isArray(examples)) return examples;
  if (only !== undefined) return [only];
  return Array.isArray(allowed) ? allowed.slice(0, 1) : [];
}

function within(example: unknown, step: string | number): unknown {
  if (Array.isArray(example)) return example[0];
  return isRecord(example) ? (example[step] ?? Object.values(example)[0]) : undefined;
}

function asSchema(value: unknown): Schema {
  return isRecord(value) ? value : {};
}
